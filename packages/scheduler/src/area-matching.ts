import type { SlotClass } from './slot-classes.ts';

/**
 * Whether the sessions of a set can have areas, each its own: bipartite matching by augmenting paths,
 * one session after the other.
 */
export class AreaMatching {
  readonly #areas: readonly Int32Array[] | undefined;
  /** By depth and area: the session that has it, or -1. */
  readonly #holder: Int32Array[] = [];
  readonly #tried: Uint8Array;
  readonly #areaCount: number;

  constructor({ areas }: Pick<SlotClass, 'areas'>) {
    this.#areas = areas;
    this.#areaCount = 1 + (areas ?? []).flatMap((list) => [...list]).reduce((a, b) => Math.max(a, b), -1);
    this.#tried = new Uint8Array(this.#areaCount);
  }

  /** Whether `session` finds an area besides the sessions that were placed last at depths 0 .. `depth - 1`. */
  place(session: number, depth: number): boolean {
    if (!this.#areas) return true;
    const holder = (this.#holder[depth] ??= new Int32Array(this.#areaCount));
    if (depth === 0) holder.fill(-1);
    else holder.set(this.#holder[depth - 1]!);
    this.#tried.fill(0);
    return this.#moveIn(session, this.#areas, holder);
  }

  #moveIn(session: number, areas: readonly Int32Array[], holder: Int32Array): boolean {
    for (const area of areas[session]!) {
      if (this.#tried[area] === 1) continue;
      this.#tried[area] = 1;
      if (holder[area] === -1 || this.#moveIn(holder[area]!, areas, holder)) {
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
