import { updated } from '$app/state';

const GATHER_MS = 150;
/** Announcements end and changes grow old without anybody doing anything. */
const LOOK_EVERY_MS = 60_000;
const TICK_MS = 1000;

export type Connection = 'connecting' | 'live' | 'lost';

export interface Following {
  /** The stream of changes, where it is not `/live` below the path. */
  readonly live?: string;
  /** Prefixes of the kinds of change that are worth a look; without them every one is. */
  readonly hears?: readonly string[];
  /** Hears of every change, whatever `hears` says. */
  readonly onChange?: (kind: string) => void;
}

/**
 * Something that a page shows for hours: it follows the event's changes, keeps what it has when the
 * network is gone, and picks up by itself; after an upgrade of the server it loads itself anew.
 * Times are the server's, whatever clock the device has: `now` in what is followed says which, or
 * the time of the answer where that was made earlier for everybody.
 */
export class Followed<T extends { readonly now: string }> {
  value = $state.raw() as T; // set in the constructor
  connection = $state<Connection>('connecting');
  /** When what is shown was last known to be true, and the time now; UTC text. */
  asOf = $state('');
  now = $state('');
  readonly #path: string;
  readonly #following: Following;
  /** What is added to this device's clock to have the server's. */
  #ahead = 0;

  /** `path` has `/live`, a stream of changes, and `/state`, what `value` is now. */
  constructor(path: string, value: T, following: Following = {}) {
    this.#path = path;
    this.#following = following;
    this.value = value;
    this.asOf = this.now = value.now;
  }

  get connected(): boolean {
    return this.connection !== 'lost';
  }

  /** Takes what a form or another page has just brought, true at `now`. */
  take(value: T, now = value.now): void {
    this.value = value;
    this.#ahead = Date.parse(now) - Date.now();
    this.now = this.asOf = now; // read nothing here: an effect may be what calls
  }

  /** Follows until the returned function is called. Use it in an `$effect`. */
  follow(from: number): () => void {
    const { live = `${this.#path}/live`, hears, onChange } = this.#following;
    const source = new EventSource(`${live}?from=${from}`);
    let gathering: ReturnType<typeof setTimeout> | undefined;
    const soon = (): void => {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        void this.look();
      }, GATHER_MS);
    };
    for (const name of ['hello', 'reload']) source.addEventListener(name, soon);
    source.addEventListener('change', ({ data }) => {
      const { kind } = JSON.parse(String(data)) as { kind: string }; // written by our own live-stream.ts
      if (!hears || hears.some((prefix) => kind.startsWith(prefix))) soon();
      onChange?.(kind);
    });
    const lost = (): void => void (this.connection = 'lost');
    source.addEventListener('error', lost);
    window.addEventListener('offline', lost);
    window.addEventListener('online', soon);
    const looking = setInterval(() => void this.look(), LOOK_EVERY_MS);
    const ticking = setInterval(() => this.#tick(), TICK_MS);
    return () => {
      clearTimeout(gathering);
      clearInterval(looking);
      clearInterval(ticking);
      window.removeEventListener('offline', lost);
      window.removeEventListener('online', soon);
      source.close();
    };
  }

  /** Asks for what is true now. */
  async look(): Promise<void> {
    try {
      const answer = await fetch(`${this.#path}/state`);
      if (!answer.ok) throw new Error(String(answer.status));
      const value = (await answer.json()) as T; // written by our own state/+server.ts
      this.take(value, laterOf(value.now, answer.headers.get('date')));
      this.connection = 'live';
      if (await updated.check()) location.reload();
    } catch {
      this.connection = 'lost'; // goes on with what it knows
    }
  }

  #tick(): void {
    this.now = new Date(Date.now() + this.#ahead).toISOString();
  }
}

/** An answer that was kept for everybody says in its header when it was given; whole seconds, so the value's own time may be later. */
function laterOf(now: string, date: string | null): string {
  const given = date === null ? Number.NaN : Date.parse(date);
  return given > Date.parse(now) ? new Date(given).toISOString() : now;
}
