import { createBestTwo, type BestTwo } from './best-two.ts';
import type { Kernel } from './simd.ts';
import { SlotSeating } from './slot-seating.ts';
import type { Timetable } from './timetable.ts';

/**
 * Served interest per slot, kept up to date while sessions move.
 *
 * Where seats cannot bind, what is served without limits is all there is to know. Where they may
 * bind, that is the most that seating a touched slot anew can give.
 */
export class SlotValues {
  readonly value: Float64Array;
  readonly #seating: SlotSeating;
  readonly #bestTwo: BestTwo;

  constructor(timetable: Timetable, kernel?: Kernel) {
    const { slotCount } = timetable.compiled;
    this.#seating = new SlotSeating(timetable, kernel);
    this.#bestTwo = createBestTwo(timetable, kernel);
    this.value = Float64Array.from({ length: slotCount }, (_, t) => this.seatedValue(t));
  }

  total(): number {
    let sum = 0;
    for (let t = 0; t < this.value.length; t++) sum += this.value[t]!;
    return sum;
  }

  /** The value of a slot as the timetable stands, from scratch. */
  seatedValue(slot: number): number {
    return this.#seating.value(slot);
  }

  /**
   * What the slot would serve without limits of seats when `leaving` goes and `coming` comes
   * ({@link NONE}: nobody), against the last {@link refresh}. More is never served with limits.
   */
  unlimitedValue(slot: number, leaving: number, coming: number): number {
    return this.#bestTwo.value[slot]! + this.#bestTwo.change(slot, leaving, coming);
  }

  /**
   * Takes over the slot's new value after the timetable has changed; `leaving` and `coming` as for
   * {@link unlimitedValue}, or nothing when more than that has changed.
   */
  refresh(slot: number, value: number, leaving?: number, coming?: number): void {
    this.value[slot] = value;
    this.#bestTwo.refresh(slot, leaving, coming);
  }
}
