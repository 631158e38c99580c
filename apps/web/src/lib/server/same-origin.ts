/**
 * Whether an unsafe request provably comes from a page of ours: Fetch Metadata first, the Origin
 * header where a browser sends none of that (plain http). SvelteKit's own check looks at forms only.
 * A request with neither is no browser's and carries no cookies of one; it is refused all the same,
 * because API clients with their own credentials do not exist yet.
 */
export function isSameOrigin(request: Request, siteOrigin: string): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = request.headers.get('origin');
  if (origin === null) return false;
  if (origin === siteOrigin) return true;
  // Reached under another name, as a phone does in the local network: then Origin and Host agree.
  return URL.canParse(origin) && new URL(origin).host === request.headers.get('host');
}
