import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROUTES = fileURLToPath(new URL('../src/routes', import.meta.url));

/** What the parameters of a path stand for in the sample community. */
export interface Params {
  readonly event: string;
  readonly session: string;
}

/** Every address a browser can ask for, read from the route folders; a new route is here at once. */
export function everyRoute(): string[] {
  const files = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' });
  const pages = files.filter((file) => /(^|\/)(\+page\.svelte|\+server\.ts)$/.test(file));
  return [
    ...new Set(pages.map((file) => `/${file.replace(/\/?\+(page\.svelte|server\.ts)$/, '')}`)),
  ].toSorted();
}

export function addressOf(route: string, params: Params): string {
  return route
    .replace('[event]', params.event)
    .replace('[session]', params.session)
    .replace('[token]', 'no-such-token');
}
