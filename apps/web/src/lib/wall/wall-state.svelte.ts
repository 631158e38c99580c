import { updated } from '$app/state';
import type { Wall } from '@plenary/domain/wall/wall-queries.ts';

const GATHER_MS = 150;
/** Announcements end and changes grow old without anybody doing anything. */
const LOOK_EVERY_MS = 60_000;
const TICK_MS = 1000;

/**
 * What a screen knows. It follows the event's changes, keeps what it has when the network is gone,
 * and picks up by itself; after an upgrade of the server it loads itself anew.
 */
export class WallState {
  wall = $state.raw() as Wall; // set in the constructor
  connected = $state(true);
  /** When what is shown was last known to be true, and the time now; UTC text. */
  asOf = $state('');
  now = $state('');
  readonly #path: string;

  constructor(path: string, wall: Wall) {
    this.#path = path;
    this.wall = wall;
    this.asOf = this.now = wall.now;
  }

  /** Follows until the returned function is called. Use it in an `$effect`. */
  follow(from: number): () => void {
    const source = new EventSource(`${this.#path}/live?from=${from}`);
    let gathering: ReturnType<typeof setTimeout> | undefined;
    const soon = (): void => {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        void this.#look();
      }, GATHER_MS);
    };
    for (const name of ['hello', 'reload', 'change']) source.addEventListener(name, soon);
    const lost = (): void => void (this.connected = false);
    source.addEventListener('error', lost);
    window.addEventListener('offline', lost);
    window.addEventListener('online', soon);
    const looking = setInterval(() => void this.#look(), LOOK_EVERY_MS);
    const tick = (): void => void (this.now = new Date().toISOString());
    tick();
    const ticking = setInterval(tick, TICK_MS);
    return () => {
      clearTimeout(gathering);
      clearInterval(looking);
      clearInterval(ticking);
      window.removeEventListener('offline', lost);
      window.removeEventListener('online', soon);
      source.close();
    };
  }

  async #look(): Promise<void> {
    try {
      const answer = await fetch(`${this.#path}/state`);
      if (!answer.ok) throw new Error(String(answer.status));
      this.wall = (await answer.json()) as Wall; // written by our own state/+server.ts
      this.connected = true;
      this.asOf = new Date().toISOString();
      if (await updated.check()) location.reload();
    } catch {
      this.connected = false; // goes on with what it knows
    }
  }
}
