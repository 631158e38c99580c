import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROUTES = fileURLToPath(new URL('../src/routes', import.meta.url));

/** Every form action there is, read from the source: `/[event]/sessions/new ?/propose`. */
export function everyAction(): string[] {
  const files = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('+page.server.ts'))
    .flatMap((file) => {
      const source = readFileSync(join(ROUTES, file), 'utf8');
      const actions = /^export const actions: Actions = \{\n([\s\S]*?)^\};/m.exec(source)?.[1];
      if (actions === undefined) return [];
      const names = [...actions.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name ?? '');
      if (names.length === 0) throw new Error(`cannot read the actions of ${file}`);
      const route = `/${file.replace(/\/?\+page\.server\.ts$/, '')}`;
      return names.map((name) => `${route} ${name === 'default' ? name : `?/${name}`}`);
    })
    .toSorted();
}

/** Actions whose forms the sample shows nobody; they get garbage all the same, see `everyAction`. */
export const NOT_SHOWN = new Set([
  '/ ?/sample', // loaded already
  '/[event]/organise/board ?/stop', // only while the scheduler runs
  '/[event]/organise/mails ?/decide', // no mail waits for a review
  '/account ?/removePasskey', // needs a device
  '/account ?/removePushDevice', // needs one that takes notices
  '/check-in/[code] default', // somebody's own code
  '/invitation/[token] ?/arrive', // somebody's own link, on the day
  '/operate ?/decide', // no mail has failed
  '/operate ?/revive', // no job has failed
  '/sign-in ?/openId', // no provider is set
  '/[event]/organise ?/announce', // a draft without its dates is not offered it
  '/[event]/organise/releases default', // nothing is left to release
  '/[event]/sessions/[session] ?/restore',
  '/invitation/[token] ?/confirm', // nobody waits to confirm
  // Of the attendees of a course that is on; training.spec.ts is one.
  '/[event]/sessions/[session]/attend ?/attend',
  ...['certificate', 'feedback', 'tick'].map((name) => `/[event]/training ?/${name}`),
  '/[event]/organise/training ?/tell', // the sample's editions are over
  '/posts/import ?/import', // only after a file was read
  // At other steps of a plenary than pitching, or only while it runs.
  ...['discard', 'leadsPlace', 'merge', 'publish', 'run', 'stop', 'take'].map(
    (name) => `/[event]/organise/plenary ?/${name}`,
  ),
  ...['decline', 'hold', 'merge', 'place', 'propose'].map((name) => `/[event]/plenary ?/${name}`),
  '/invitation/[token] ?/askAgain', // nobody has withdrawn, unless the walk itself
]);

/** Actions of a day that is on; hostile-day.spec.ts walks them. */
export const ON_THE_DAY: ReadonlySet<string> = new Set([
  '/[event]/here ?/arrive',
  '/[event]/organise/check-in ?/walkIn',
  '/[event]/place default',
  ...['end', 'heads', 'offer', 'room', 'swap', 'take'].map((name) => `/[event]/sessions/[session] ?/${name}`),
  '/wall/[token] ?/room',
]);
