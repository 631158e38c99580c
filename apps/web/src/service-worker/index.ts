import { version } from '$app/env';
import { immutable } from '$app/manifest';
import { self } from '$app/service-worker';
import './notices.ts';
import { changesWhoLooks, mayKeep, OFFLINE_PAGE, PAGES, withKeptAt } from '../lib/offline/what-is-kept.ts';

/*
 * Pages without a network. The network always comes first: what was kept is shown only when nothing
 * comes, or not soon, and then it says from when it is. Forms, live streams and what organisers do
 * are never kept.
 */

const FILES = `plenary-files-${version}`;
/** How long somebody with bad wifi waits for a page that is kept. */
const PATIENCE_MS = 6000;
/** The pages looked at last. */
const MOST_PAGES = 80;

/** What only some ever need is kept once somebody did: the reader of PDFs and its fonts are five megabytes. */
const SELDOM = /\.(mjs|wasm|bcmap|pfb|ttf)$/;
const files = new Set(immutable.map(({ path }) => new URL(path, self.location.origin + '/').pathname));

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(FILES);
      const page = await fetch(OFFLINE_PAGE, { credentials: 'omit' }); // nobody's own: it outlives who signs in
      if (page.ok) await cache.put(OFFLINE_PAGE, page);
      // One that does not arrive now is fetched when it is needed.
      await Promise.allSettled(
        [...files].filter((file) => !SELDOM.test(file)).map((file) => cache.add(file)),
      );
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      // Pages name the files of the version they came from; both go, and are kept again as they are seen.
      for (const name of await caches.keys()) if (name !== FILES) await caches.delete(name);
      await self.clients.claim();
    })(),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === 'POST' && changesWhoLooks(url.pathname)) event.waitUntil(caches.delete(PAGES));
  if (request.method !== 'GET') return;
  if (files.has(url.pathname)) event.respondWith(file(request));
  else if (request.mode === 'navigate') event.respondWith(page(event, url));
});

/** A file whose name changes with its content. */
async function file(request: Request): Promise<Response> {
  const cache = await caches.open(FILES);
  const known = await cache.match(request.url);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) await cache.put(request.url, response.clone());
  return response;
}

async function page(event: FetchEvent, url: URL): Promise<Response> {
  const kept = mayKeep(url.pathname) ? await keptPage(event.request.url) : undefined;
  const fromNetwork = fetch(event.request).then(async (response) => {
    if (mayKeep(url.pathname) && response.ok && isPage(response))
      await keep(event.request.url, response.clone());
    return response;
  });
  const answer = fromNetwork.then(
    (response) => (kept && response.status >= 500 ? undefined : response),
    () => undefined, // no network
  );
  event.waitUntil(answer);
  const inTime = kept ? await Promise.race([answer, after(PATIENCE_MS)]) : await answer;
  if (inTime) return inTime;
  if (kept) return withAge(kept);
  return (await (await caches.open(FILES)).match(OFFLINE_PAGE)) ?? Response.error();
}

function isPage(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('text/html') ?? false;
}

/** The reader's cookies and languages are those of this device: `Vary` tells nothing here. */
async function keptPage(address: string): Promise<Response | undefined> {
  return (await caches.open(PAGES)).match(address, { ignoreVary: true });
}

async function keep(address: string, response: Response): Promise<void> {
  const cache = await caches.open(PAGES);
  await cache.delete(address, { ignoreVary: true }); // so that the ones seen last stand last
  await cache.put(address, response);
  const known = await cache.keys();
  for (const old of known.slice(0, Math.max(0, known.length - MOST_PAGES)))
    await cache.delete(old, { ignoreVary: true });
}

async function withAge(kept: Response): Promise<Response> {
  const date = new Date(kept.headers.get('date') ?? Number.NaN);
  const headers = new Headers(kept.headers);
  headers.delete('content-length');
  const keptAt = Number.isNaN(date.valueOf()) ? '' : date.toISOString();
  return new Response(withKeptAt(await kept.text(), keptAt), { headers });
}

function after(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms));
}
