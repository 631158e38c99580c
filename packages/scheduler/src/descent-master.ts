import type { Column, Master, Prices, Supply } from './master.ts';

const STEPS = 400;
/** Steps without progress after which they become shorter. */
const PATIENCE = 12;

/** A point of the descent. */
type Descent = {
  readonly session: Float64Array;
  readonly slotClass: Float64Array;
  readonly total: number;
  /** By class the known column that is worth most. */
  readonly heaviest: readonly (Column | undefined)[];
};

/**
 * A master problem without an LP solver: subgradient descent on its dual, which is the smallest over
 * session prices u of
 *
 *   Σ supply · u + Σ over classes of slots · max(0, heaviest known column less its prices).
 *
 * Steps as Polyak (Minimization of unsmooth functionals, 1969) with a target that comes closer.
 * Prices are rougher than those of a linear program, so that proofs take longer.
 */
export class DescentMaster implements Master {
  readonly #supply: Supply;
  readonly #columns: Column[] = [];
  #start: Float64Array;

  constructor(supply: Supply) {
    this.#supply = supply;
    this.#start = new Float64Array(supply.sessions.length);
  }

  add(column: Column): void {
    this.#columns.push(column);
  }

  price(): Prices {
    let best = this.#valueOf(this.#start);
    let at = best;
    let distance = best.total * 0.02;
    for (let step = 0, idle = 0; step < STEPS && distance > 1; step++) {
      const { slope, norm } = this.#slopeAt(at);
      if (norm === 0) break;
      const length = (at.total - best.total + distance) / norm;
      at = this.#valueOf(at.session.map((u, s) => Math.max(0, u - length * slope[s]!)));
      if (at.total < best.total) {
        best = at;
        idle = 0;
      } else if (++idle === PATIENCE) {
        idle = 0;
        distance /= 2;
        at = best;
      }
    }
    this.#start = best.session;
    return { session: best.session, slotClass: best.slotClass, least: 0 };
  }

  dispose(): void {
    this.#columns.length = 0;
  }

  #valueOf(session: Float64Array): Descent {
    const slotClass = new Float64Array(this.#supply.classes.length);
    const heaviest: (Column | undefined)[] = this.#supply.classes.map(() => undefined);
    for (const column of this.#columns) {
      let worth = column.weight;
      for (const s of column.sessions) worth -= session[s]!;
      if (worth <= slotClass[column.slotClass]!) continue;
      slotClass[column.slotClass] = worth;
      heaviest[column.slotClass] = column;
    }
    let total = 0;
    session.forEach((u, s) => (total += u * this.#supply.sessions[s]!));
    slotClass.forEach((z, c) => (total += z * this.#supply.classes[c]!));
    return { session, slotClass, total, heaviest };
  }

  #slopeAt({ session, heaviest }: Descent): {
    slope: Float64Array;
    norm: number;
  } {
    const slope = Float64Array.from(this.#supply.sessions);
    heaviest.forEach((column, c) => {
      for (const s of column?.sessions ?? []) slope[s] = slope[s]! - this.#supply.classes[c]!;
    });
    let norm = 0;
    slope.forEach((value, s) => {
      if (value > 0 && session[s] === 0) slope[s] = 0;
      norm += slope[s]! ** 2;
    });
    return { slope, norm };
  }
}
