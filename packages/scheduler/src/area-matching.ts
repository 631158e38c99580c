import type { SlotClass } from './slot-classes.ts';

/**
 * Whether the sessions of a set can have areas, each its own: bipartite matching by augmenting paths,
 * one session after the other.
 */
export class AreaMatching {
  readonly #areas: readonly Int32Array[];
  readonly #anyArea: boolean;
  /** By depth and area: the session that has it, or -1. */
  readonly #holder: Int32Array[] = [];
  readonly #tried: Uint8Array;
  readonly #areaCount: number;
  readonly #most: number;

  constructor({ areas, anyArea, seats, most }: Pick<SlotClass, 'areas' | 'anyArea' | 'seats' | 'most'>) {
    this.#areas = areas;
    this.#anyArea = anyArea;
    this.#most = most;
    this.#areaCount = seats.length;
    this.#tried = new Uint8Array(this.#areaCount);
  }

  /** Whether `session` finds an area besides the sessions that were placed last at depths 0 .. `depth - 1`. */
  place(session: number, depth: number): boolean {
    if (depth >= this.#most) return false;
    if (this.#anyArea) return true;
    const holder = (this.#holder[depth] ??= new Int32Array(this.#areaCount));
    if (depth === 0) holder.fill(-1);
    else holder.set(this.#holder[depth - 1]!);
    this.#tried.fill(0);
    return this.#moveIn(session, holder);
  }

  #moveIn(session: number, holder: Int32Array): boolean {
    for (const area of this.#areas[session]!) {
      if (this.#tried[area] === 1) continue;
      this.#tried[area] = 1;
      if (holder[area] === -1 || this.#moveIn(holder[area]!, holder)) {
        holder[area] = session;
        return true;
      }
    }
    return false;
  }

  /** Whether all of a set find areas at once. */
  fits(set: readonly number[]): boolean {
    return set.every((session, depth) => this.place(session, depth));
  }
}
