import type { Db } from './db.ts';
import type { Engine } from './engine.ts';

/** An open database: the connection, and a signal whenever something was committed. */
export interface OpenDatabase {
  readonly db: Db;
  readonly engine: Engine;
  /** Calls `listener` after commits, in this process at once and for other processes soon after. */
  onCommit(listener: () => void): () => void;
  close(): Promise<void>;
}

/** Listeners read the database: a hundred commits in a moment are told as a few. */
const AT_MOST_EVERY_MS = 20;

export class CommitSignal {
  readonly #listeners = new Set<() => void>();
  #told = -Infinity;
  #later: NodeJS.Timeout | undefined;

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells the listeners: at once, or in a moment when they have just been told. */
  emit(): void {
    const wait = this.#told + AT_MOST_EVERY_MS - performance.now();
    if (wait <= 0) this.#tell();
    else this.#later ??= setTimeout(() => this.#tell(), wait).unref();
  }

  #tell(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    this.#told = performance.now();
    for (const listener of this.#listeners) listener();
  }
}
