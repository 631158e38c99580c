import { RESERVED_SLUGS } from '../events/event-slug.ts';

export const ADDRESS_LENGTH = 500;
export const MOST_ADDRESSES = 20;

/**
 * The one way in which an address of an earlier blog is kept and looked up: its path, from `/`, percent-encoded as
 * browsers do, without a slash at the end. What follows `?` or `#` does not count. null: that is no path of a page.
 */
export function oldAddress(written: string): string | null {
  const url = URL.parse(written.trim(), 'https://earlier.invalid');
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  const path = recoded(url.pathname)?.replace(/\/+$/, '') ?? '';
  return path === '' || path.includes('//') || path.length > ADDRESS_LENGTH ? null : path;
}

/** Whether pages of this site begin like this, now or foreseeably: they are never sent elsewhere. */
export function isOwnAddress(address: string): boolean {
  const first = address.split('/')[1] ?? '';
  return RESERVED_SLUGS.has(first) || first.startsWith('_') || first.startsWith('.');
}

/** The same signs encoded in the same way, whoever wrote the path down. null: the encoding is broken. */
function recoded(path: string): string | null {
  try {
    return encodeURI(decodeURI(path));
  } catch {
    return null;
  }
}
