import type { Column, Master, Prices } from './master.ts';
import { SeatLoss } from './seat-loss.ts';
import { SCALE, type SlotClass } from './slot-classes.ts';

/** Prices of the master problem are off by less than this. */
const NOTABLE = SCALE / 64;

/** The sets known so far, each once, by class of slots; sessions are numbered as in the class. */
export class ColumnPool {
  readonly #classes: readonly SlotClass[];
  readonly #losses: readonly SeatLoss[];
  readonly #master: Pick<Master, 'add'>;
  readonly #known = new Set<string>();
  readonly #columns: { readonly set: readonly number[]; readonly column: Column }[][];

  constructor(classes: readonly SlotClass[], master: Pick<Master, 'add'>) {
    this.#classes = classes;
    this.#losses = classes.map((slotClass) => new SeatLoss(slotClass));
    this.#master = master;
    this.#columns = classes.map(() => []);
  }

  get size(): number {
    return this.#known.size;
  }

  /**
   * Hands a set to the master problem; false when it is there already or, where prices are given,
   * when it is not worth more than its slot costs.
   */
  add(slotClass: number, set: readonly number[], prices?: Prices): boolean {
    const sorted = set.toSorted((a, b) => a - b);
    const key = `${slotClass}:${sorted.join()}`;
    if (this.#known.has(key)) return false;
    const { sessions } = this.#classes[slotClass]!;
    const weight = this.#losses[slotClass]!.value(sorted);
    const column = { slotClass, sessions: sorted.map((i) => sessions[i]!), weight };
    if (prices && worth(column, prices.session) < prices.slotClass[slotClass]! + NOTABLE) return false;
    this.#known.add(key);
    this.#columns[slotClass]!.push({ set: sorted, column });
    this.#master.add(column);
    return true;
  }

  /** The most that a known set of the class is worth at these prices of sessions; at least 0. */
  heaviest(slotClass: number, prices: Float64Array): number {
    return this.#columns[slotClass]!.reduce((most, { column }) => Math.max(most, worth(column, prices)), 0);
  }

  /** Up to `most` sets that are worth nearly as much as their slot costs, the most worthy first. */
  tight(slotClass: number, prices: Prices, most: number): (readonly number[])[] {
    const columns = this.#columns[slotClass]!;
    return columns
      .map(({ set, column }) => ({ set, worth: worth(column, prices.session) }))
      .sort((a, b) => b.worth - a.worth)
      .slice(0, most)
      .map(({ set }) => set);
  }
}

function worth({ weight, sessions }: Column, prices: Float64Array): number {
  let value = weight;
  for (const s of sessions) value -= prices[s]!;
  return value;
}
