import { updated } from '$app/state';

const GATHER_MS = 150;
/** Announcements end and changes grow old without anybody doing anything. */
const LOOK_EVERY_MS = 60_000;
const TICK_MS = 1000;

/**
 * Something that a page shows for hours: it follows the event's changes, keeps what it has when the
 * network is gone, and picks up by itself; after an upgrade of the server it loads itself anew.
 * Times are the server's, whatever clock the device has: `now` in what is followed says which.
 */
export class Followed<T extends { readonly now: string }> {
  value = $state.raw() as T; // set in the constructor
  connected = $state(true);
  /** When what is shown was last known to be true, and the time now; UTC text. */
  asOf = $state('');
  now = $state('');
  readonly #path: string;
  /** What is added to this device's clock to have the server's. */
  #ahead = 0;

  /** `path` has `/live`, a stream of changes, and `/state`, what `value` is now. */
  constructor(path: string, value: T) {
    this.#path = path;
    this.value = value;
    this.asOf = this.now = value.now;
  }

  /** Takes what a form or another page has just brought. */
  take(value: T): void {
    this.value = value;
    this.#ahead = Date.parse(value.now) - Date.now();
    this.connected = true;
    this.now = this.asOf = value.now; // read nothing here: an effect may be what calls
  }

  /** Follows until the returned function is called. Use it in an `$effect`. */
  follow(from: number): () => void {
    const source = new EventSource(`${this.#path}/live?from=${from}`);
    let gathering: ReturnType<typeof setTimeout> | undefined;
    const soon = (): void => {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        void this.look();
      }, GATHER_MS);
    };
    for (const name of ['hello', 'reload', 'change']) source.addEventListener(name, soon);
    const lost = (): void => void (this.connected = false);
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
      this.take((await answer.json()) as T); // written by our own state/+server.ts
      if (await updated.check()) location.reload();
    } catch {
      this.connected = false; // goes on with what it knows
    }
  }

  #tick(): void {
    this.now = new Date(Date.now() + this.#ahead).toISOString();
  }
}
