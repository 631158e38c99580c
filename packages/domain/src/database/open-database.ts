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

export class CommitSignal {
  readonly #listeners = new Set<() => void>();

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(): void {
    for (const listener of this.#listeners) listener();
  }
}
