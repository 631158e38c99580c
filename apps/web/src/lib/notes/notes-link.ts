import {
  applyUpdate,
  decodeUpdate,
  encodeStateAsUpdate,
  encodeStateVectorFromUpdate,
  mergeUpdates,
  type Doc,
} from 'yjs';
import { fromBase64 } from './base64.ts';
import type { KeptUpdates } from './kept-updates.ts';

/** How what is typed here stands towards the server. */
export type LinkState =
  /** Everything is on the server. */
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  /** The server does not answer; what was typed is kept on this device. */
  | { readonly kind: 'waiting' }
  /** The server does not take it, and says why. */
  | { readonly kind: 'refused'; readonly sentence: string }
  /** The notes went into the archive. */
  | { readonly kind: 'closed'; readonly unsent: boolean };

export interface There {
  readonly client: number;
  readonly name: string;
  readonly cursor: unknown;
}

export interface LinkListener {
  /** The document is here; called once. */
  ready(): void;
  state(state: LinkState): void;
  there(present: readonly There[]): void;
}

/** Letters typed within this time go together. */
const GATHER_MS = 25;
const TRY_AGAIN_MS = 2000;
const REMOTE = Symbol('from the server');

/**
 * Keeps a document the same as the server's: updates go there as bytes and come from there through a stream of events.
 * What the server has not said it has is kept on the device, and sent again until it has.
 */
export class NotesLink {
  readonly #doc: Doc;
  readonly #path: string;
  readonly #kept: KeptUpdates;
  readonly #listener: LinkListener;
  readonly #source: EventSource;
  #waiting: Uint8Array[] = [];
  #sending: Uint8Array | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ready = false;
  #closed = false;

  constructor(doc: Doc, path: string, kept: KeptUpdates, listener: LinkListener) {
    this.#doc = doc;
    this.#path = path;
    this.#kept = kept;
    this.#listener = listener;
    doc.on('update', this.#typed);
    this.#source = new EventSource(`${path}?client=${doc.clientID}`);
    this.#source.addEventListener('hello', (event) => this.#greet(String(event.data)));
    this.#source.addEventListener('news', (event) => this.#hear(String(event.data)));
    this.#source.addEventListener(
      'there',
      (event) => listener.there(JSON.parse(String(event.data)) as There[]), // written by our own notes-stream.server.ts
    );
    this.#source.addEventListener('error', () => this.#say());
    window.addEventListener('online', this.#send);
  }

  close(): void {
    this.#source.close();
    clearTimeout(this.#timer);
    this.#doc.off('update', this.#typed);
    window.removeEventListener('online', this.#send);
  }

  /** Tells the others where the cursor is; lost when the network is away, which does not matter. */
  tellCursor(cursor: unknown): void {
    if (this.#closed || this.#source.readyState !== EventSource.OPEN) return;
    const body = JSON.stringify({ client: this.#doc.clientID, cursor });
    void fetch(this.#path, { method: 'POST', headers: { 'content-type': 'application/json' }, body }).catch(
      () => undefined,
    );
  }

  readonly #typed = (update: Uint8Array, origin: unknown): void => {
    if (origin === REMOTE) return;
    this.#waiting.push(update);
    this.#keep();
    this.#say();
    this.#timer ??= setTimeout(this.#send, GATHER_MS);
  };

  /** The whole document, at first and after every interruption: what the server lacks of ours is sent. */
  #greet(data: string): void {
    const { update, frozen } = JSON.parse(data) as { update: string | null; frozen: boolean }; // our own stream writes it
    const bytes = update === null ? undefined : fromBase64(update);
    if (bytes) applyUpdate(this.#doc, bytes, REMOTE);
    if (!this.#ready) {
      const before = this.#kept.read();
      for (const one of before) applyUpdate(this.#doc, one, REMOTE);
      this.#waiting.push(...before);
      this.#ready = true;
      this.#listener.ready();
    }
    if (frozen) return this.#end();
    const missing = encodeStateAsUpdate(this.#doc, bytes && encodeStateVectorFromUpdate(bytes));
    if (this.#waiting.length > 0 || decodeUpdate(missing).structs.length > 0) this.#waiting.push(missing);
    void this.#send();
  }

  #hear(data: string): void {
    const { update, frozen } = JSON.parse(data) as { update: string | null; frozen: boolean }; // as above
    if (update !== null) applyUpdate(this.#doc, fromBase64(update), REMOTE);
    if (frozen) this.#end();
  }

  readonly #send = async (): Promise<void> => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#sending || this.#closed || !this.#ready) return;
    if (this.#waiting.length === 0) return this.#say();
    const update = mergeUpdates(this.#waiting);
    this.#sending = update;
    this.#waiting = [];
    this.#say();
    let state: LinkState | undefined;
    try {
      const headers = { 'content-type': 'application/octet-stream' };
      const answer = await fetch(this.#path, { method: 'POST', headers, body: update.slice() });
      if (!answer.ok) state = await refusal(answer);
    } catch {
      state = { kind: 'waiting' };
    }
    this.#sending = undefined;
    if (state) {
      this.#waiting.unshift(update);
      this.#listener.state(state);
      if (state.kind === 'waiting') this.#timer = setTimeout(this.#send, TRY_AGAIN_MS);
      return;
    }
    this.#keep();
    if (this.#waiting.length > 0) void this.#send();
    else this.#say();
  };

  #keep(): void {
    const all = this.#sending ? [this.#sending, ...this.#waiting] : this.#waiting;
    if (all.length === 0) this.#kept.forget();
    else this.#kept.write(mergeUpdates(all));
  }

  #say(): void {
    if (this.#closed) return;
    const all = this.#waiting.length === 0 && !this.#sending;
    if (this.#source.readyState !== EventSource.OPEN && this.#ready)
      this.#listener.state({ kind: 'waiting' });
    else this.#listener.state(all ? { kind: 'saved' } : { kind: 'saving' });
  }

  #end(): void {
    const unsent = this.#waiting.length > 0 || this.#sending !== undefined;
    this.#closed = true;
    if (!unsent) this.#kept.forget();
    this.#source.close();
    this.#listener.state({ kind: 'closed', unsent });
  }
}

async function refusal(answer: Response): Promise<LinkState> {
  if (answer.status >= 500) return { kind: 'waiting' };
  const said = (await answer.json().catch(() => ({}))) as { sentence?: string }; // our own endpoint, or an error page
  return { kind: 'refused', sentence: said.sentence ?? answer.statusText };
}
