/** A path on this site to go on to; anything else (other sites, scripts, backslash tricks) becomes the start page. */
export function ownPath(value: unknown): string {
  if (typeof value !== 'string' || !/^\/(?![/\\])[\x21-\x7e]*$/.test(value) || value.includes('\\'))
    return '/';
  return value;
}
