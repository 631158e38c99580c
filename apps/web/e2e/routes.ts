import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROUTES = fileURLToPath(new URL('../src/routes', import.meta.url));

/** What the parameters of a path stand for in the sample community. */
export interface Params {
  readonly event: string;
  readonly session: string;
  /** A session of the sample's edition of a course. */
  readonly taught: string;
  /** The secret of the screens' address. */
  readonly wall: string;
  /** A post that is published. */
  readonly post: string;
  /** One in which something was published. */
  readonly year: string;
  /** A project with at least two revisions. */
  readonly project: string;
}

/** Every address a browser can ask for, read from the route folders; a new route is here at once. */
export function everyRoute(): string[] {
  return routesWith('+page.svelte', '+server.ts');
}

/** Those of them that are pages. */
export function everyPage(): string[] {
  return routesWith('+page.svelte');
}

function routesWith(...names: readonly string[]): string[] {
  const files = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' });
  const routes = files
    .filter((file) => names.includes(basename(file)))
    .map((file) => `/${dirname(file).replace(/^\.$/, '')}`);
  return [...new Set(routes)].toSorted();
}

/** The sample's edition of a course, and the pages that only editions have. */
export const EDITION = 'operators-cambridge-2015';
const OF_EDITIONS =
  /^\/\[event\]\/(?:prepare|training|organise\/training|sessions\/\[session\]\/attend(?:ance)?)$/;

export function addressOf(route: string, params: Params): string {
  const { event, session } = OF_EDITIONS.test(route) ? { event: EDITION, session: params.taught } : params;
  return route
    .replace('[event]', event)
    .replace('[session]', session)
    .replace('/wall/[token]', `/wall/${params.wall}`)
    .replace('[token]', 'no-such-token')
    .replace('[code]', 'no-such-code')
    .replace('[post]', params.post)
    .replace('[project]', params.project)
    .replace('[page]', 'who-brings-what') // in the sample's events
    .replace('[course]', 'hypervisor-for-operators')
    .replace('[revision]', '2')
    .replace('[tag]', 'developers')
    .replace('[year]', params.year)
    .replace('[format]', 'atom')
    .replace('[kind]', 'audio')
    .replace('/files/[material]/[file]/[name]', '/files/no-such-material/no-such-file/no-such-name')
    .replace('/files/courses/[file]/[name]', '/files/courses/no-such-file/no-such-name')
    .replace('[picture]', 'no-such-picture')
    .replace('[material]', 'no-such-material')
    .replace('[...upload]', 'no-such-upload');
}
