import type { Handle } from '@sveltejs/kit/hooks';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { findEventBySlug } from '@plenary/domain/events/event-queries.ts';
import { cookieName, extractLocaleFromRequest } from '#lib/paraglide/runtime.js';
import type { LiveFeed } from '../../../server/live-feed.ts';

/*
 * The public schedule is what everybody in the room opens in the same minute. For visitors who are
 * not signed in it is rendered once per event and language and kept until something public of the
 * event changes, or a minute has passed, because "now" moves on. What open pages ask for after a
 * change is the same for everybody, signed in or not, of every event that is announced.
 */

const KEEP_MS = 60_000;
const BROTLI_QUALITY = 5; // a few milliseconds; 11 would take a hundred for 5 % less
const SCHEDULE = /^\/([^/]+)\/schedule$/;
const STATE = /^\/([^/]+)\/(?:schedule|now)\/state$/;
/** Which loads of the page a browser asks for again, as SvelteKit writes it. */
const INVALIDATED = /^[01]{1,8}$/;

type Bytes = Buffer<ArrayBuffer>;
type Encoding = 'br' | 'gzip' | 'identity';
type Asked = Parameters<Handle>[0];

const compress: Readonly<Record<Encoding, (body: Bytes) => Promise<Bytes>>> = {
  br: (body) =>
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  gzip: (body) => promisify(gzip)(body),
  identity: (body) => Promise.resolve(body),
};

/** One rendered answer, with its body in each encoding that was asked for. */
class Snapshot {
  readonly #hash: string;
  readonly #headers: Headers;
  readonly #body: Bytes;
  readonly #encoded = new Map<Encoding, Promise<Bytes>>();

  constructor(response: Response, body: Bytes) {
    this.#headers = new Headers(response.headers);
    for (const name of ['content-length', 'etag', 'set-cookie']) this.#headers.delete(name);
    this.#headers.append('vary', 'Accept-Encoding');
    this.#hash = createHash('sha256').update(body).digest('base64url').slice(0, 22);
    this.#body = body;
  }

  async answer(request: Request): Promise<Response> {
    const encoding = encodingFor(request.headers.get('accept-encoding') ?? '');
    const headers = new Headers(this.#headers);
    const etag = `"${this.#hash}-${encoding}"`; // strong, so each encoding has its own (RFC 9110, 8.8.3.3)
    headers.set('etag', etag);
    if (names(request.headers.get('if-none-match') ?? '', etag))
      return new Response(null, { status: 304, headers });
    let body = this.#encoded.get(encoding);
    if (!body) this.#encoded.set(encoding, (body = compress[encoding](this.#body)));
    const bytes = await body;
    if (encoding !== 'identity') headers.set('content-encoding', encoding);
    headers.set('content-length', String(bytes.length));
    return new Response(request.method === 'HEAD' ? null : bytes, { headers });
  }
}

/** What rendering gave: something to keep, or an answer for the one who asked, an error page say. */
type Made = { readonly snapshot: Snapshot } | { readonly response: Response };

interface Entry {
  readonly madeAt: number;
  readonly made: Promise<Made>;
  /** Known as soon as it is looked up, before anything is rendered. */
  eventId?: string;
}

export class ScheduleSnapshots {
  readonly #entries = new Map<string, Entry>();
  readonly #followed = new Set<string>();

  /** Answers visitors' requests for a schedule from the snapshot; everything else goes its way. */
  readonly handle: Handle = async (asked) => {
    const { event, resolve } = asked;
    const key = keyOf(event);
    if (key === undefined) return resolve(event);
    const known = this.#entries.get(key);
    if (known && Date.now() - known.madeAt < KEEP_MS) {
      const made = await known.made.catch(() => undefined); // whoever asked first hears of the failure
      return made && 'snapshot' in made ? made.snapshot.answer(event.request) : resolve(event);
    }
    const made = await this.#make(key, asked);
    return 'snapshot' in made ? made.snapshot.answer(event.request) : made.response;
  };

  async #make(key: string, asked: Asked): Promise<Made> {
    const entry: Entry = {
      madeAt: Date.now(),
      made: this.#render(asked, (eventId) => (entry.eventId = eventId)),
    };
    this.#entries.set(key, entry);
    const made = await entry.made.catch(() => undefined);
    if (!(made && 'snapshot' in made) && this.#entries.get(key) === entry) this.#entries.delete(key);
    return entry.made;
  }

  async #render({ event, resolve }: Asked, found: (eventId: string) => void): Promise<Made> {
    const { app } = event.locals;
    const row = await findEventBySlug(app.db, event.params.event ?? '');
    if (row) {
      found(row.id);
      this.#follow(app.live, row.id); // before rendering: a change meanwhile drops what is being made
    }
    const response = await resolve(event);
    const isForAll = row?.announcedAt !== null || !STATE.test(event.url.pathname);
    if (!row || !isForAll || response.status !== 200) return { response };
    return { snapshot: new Snapshot(response, Buffer.from(await response.arrayBuffer())) };
  }

  #follow(live: LiveFeed, eventId: string): void {
    if (this.#followed.has(eventId)) return;
    this.#followed.add(eventId);
    live.subscribe(eventId, ({ audience }) => {
      if (audience !== 'public') return;
      for (const [key, entry] of this.#entries) if (entry.eventId === eventId) this.#entries.delete(key);
    });
  }
}

/** Event, language and kind of answer; undefined for requests whose answer may be anybody's own. */
function keyOf({ request, url, isDataRequest }: Asked['event']): string | undefined {
  if ((request.method !== 'GET' && request.method !== 'HEAD') || url.search !== '') return undefined;
  if (STATE.test(url.pathname)) return isDataRequest ? undefined : url.pathname;
  const slug = SCHEDULE.exec(url.pathname)?.[1];
  if (slug === undefined || !hasNoCookieButLocale(request.headers.get('cookie') ?? '')) return undefined;
  const locale = extractLocaleFromRequest(request);
  if (!isDataRequest) return `${slug} ${locale} page`;
  const invalidated = new URL(request.url).searchParams.get('x-sveltekit-invalidated') ?? '';
  return INVALIDATED.test(invalidated) ? `${slug} ${locale} ${invalidated}` : undefined;
}

function hasNoCookieButLocale(header: string): boolean {
  return header
    .split(';')
    .every((cookie) => cookie.trim() === '' || cookie.trim().startsWith(`${cookieName}=`));
}

function encodingFor(accepted: string): Encoding {
  const offered = accepted.split(',').filter((one) => !/;\s*q=0(\.0*)?\s*$/.test(one));
  const takes = (name: string): boolean => offered.some((one) => one.split(';')[0]?.trim() === name);
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : 'identity';
}

/** Compared weakly, as If-None-Match asks for (RFC 9110, 13.1.2). */
function names(ifNoneMatch: string, etag: string): boolean {
  return ifNoneMatch.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag);
}
