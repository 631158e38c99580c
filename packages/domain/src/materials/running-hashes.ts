import { createHash, type Hash } from 'node:crypto';
import type { Id } from '../kernel/ids.ts';

/** More uploads than this at once are hashed at their end. */
const MOST = 200;

/**
 * The hashes of uploads while they grow, so that nobody waits at the end for a large file to be read again. Kept by the
 * process only: of an upload that went on after a restart, or elsewhere, nothing is known here.
 */
export class RunningHashes {
  readonly #known = new Map<Id, { hash: Hash; size: number }>();

  /** Bytes that have been written at this place, and follow those before. */
  add(uploadId: Id, at: number, bytes: Uint8Array): void {
    const known = at === 0 ? { hash: createHash('sha256'), size: 0 } : this.#known.get(uploadId);
    this.#known.delete(uploadId);
    if (!known || known.size !== at) return;
    known.hash.update(bytes);
    known.size += bytes.length;
    this.#known.set(uploadId, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST && oldest) this.#known.delete(oldest);
  }

  /** The hash of an upload of this size, once; undefined when some of it was not seen here. */
  end(uploadId: Id, size: number): string | undefined {
    const known = this.#known.get(uploadId);
    this.#known.delete(uploadId);
    return known?.size === size ? known.hash.digest('hex') : undefined;
  }
}
