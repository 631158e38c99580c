import type { CompiledProblem } from './compile-problem.ts';
import { acceptableLoss } from './cooling.ts';
import { Move } from './move.ts';
import type { Random } from './random.ts';
import { SlotValues } from './slot-values.ts';
import { NONE, type Timetable } from './timetable.ts';

/** One in so many moves tries to place an unplaced session, while there are any. */
const INSERT_EVERY = 4;
const CALIBRATION_MOVES = 2000;
/** The first temperature, as a share of the mean loss of a random move that makes things worse. */
const HOT = 0.3;
/** The loss that unplacing a session of mean priority stands for, in first temperatures. */
const UNPLACING = 5;

/**
 * Simulated annealing over schedules that keep every hard rule. `placed` counts before `served`:
 * moves that place more always pass, and what is gained in interest never pays for unplacing.
 */
export class Search {
  readonly timetable: Timetable;
  /** Sum of the ranks of placed sessions: priorities in thousandths, pins above all. */
  placed = 0;
  served: number;
  bestPlaced: number;
  bestServed: number;
  readonly bestStart: Int32Array;
  readonly bestArea: Int32Array;
  /** The temperature to begin with. */
  readonly heat: number;

  readonly #compiled: CompiledProblem;
  readonly #random: Random;
  readonly #values: SlotValues;
  readonly #move: Move;
  readonly #rank: Float64Array;
  readonly #candidates: Int32Array;
  readonly #unplacingLoss: number;
  #unplaced: readonly number[] = [];
  /** Slots that the current move touches, and for each what leaves, what comes and the new value. */
  readonly #touched: Int32Array;
  #touchedCount = 0;
  readonly #leaving: Int32Array;
  readonly #coming: Int32Array;
  /** 0 when untouched, 1 when one session at most leaves and comes, 2 otherwise. */
  readonly #kind: Uint8Array;
  readonly #newValue: Float64Array;

  constructor(timetable: Timetable, random: Random) {
    const { compiled } = timetable;
    const { slotCount, sessionCount, starts, usable, pinned, priority } = compiled;
    this.timetable = timetable;
    this.#compiled = compiled;
    this.#random = random;
    this.#values = new SlotValues(timetable);
    this.#move = new Move(timetable);
    const all = priority.reduce((sum, value) => sum + value, 0);
    this.#rank = priority.map((value, s) => value + (pinned[s] === 1 ? all + 1 : 0));
    this.#candidates = Int32Array.from(
      [...compiled.length.keys()].filter((s) => starts[s]!.length > 0 && usable[s]!.length > 0),
    );
    this.#touched = new Int32Array(slotCount);
    this.#leaving = new Int32Array(slotCount);
    this.#coming = new Int32Array(slotCount);
    this.#kind = new Uint8Array(slotCount);
    this.#newValue = new Float64Array(slotCount);

    for (let s = 0; s < sessionCount; s++) if (timetable.start[s] !== NONE) this.placed += this.#rank[s]!;
    this.served = this.#values.total();
    this.bestPlaced = this.placed;
    this.bestServed = this.served;
    this.bestStart = timetable.start.slice();
    this.bestArea = timetable.area.slice();
    this.#listUnplaced();
    this.heat = HOT * this.#meanLoss();
    this.#unplacingLoss = sessionCount === 0 ? 0 : (UNPLACING * this.heat * sessionCount) / all;
  }

  /** Whether nothing is left to try. */
  get stuck(): boolean {
    return this.#candidates.length === 0;
  }

  /** Tries so many moves at one temperature. */
  run(moves: number, temperature: number): void {
    if (this.stuck) return;
    for (let i = 0; i < moves; i++) {
      if (!this.#tryMove()) continue;
      const placedChange = this.#placedChange();
      const change = this.#servedChange();
      const allowed = temperature * acceptableLoss(this.#random.bits());
      const passes =
        placedChange > 0 ||
        (placedChange === 0
          ? -change <= allowed
          : Math.max(0, -change) - placedChange * this.#unplacingLoss <= allowed);
      if (passes) this.#keep(placedChange, change);
      else this.#move.revert();
    }
  }

  /** Applies a random move to the timetable, if hard rules let it. */
  #tryMove(): boolean {
    const waiting = this.#unplaced;
    const random = this.#random;
    const session =
      waiting.length > 0 && random.below(INSERT_EVERY) === 0
        ? waiting[random.below(waiting.length)]!
        : this.#candidates[random.below(this.#candidates.length)]!;
    return this.#move.propose(session, random) && this.#move.apply();
  }

  #placedChange(): number {
    const { count, session, fromStart, toStart } = this.#move;
    let change = 0;
    for (let i = 0; i < count; i++) {
      if (fromStart[i] === NONE && toStart[i] !== NONE) change += this.#rank[session[i]!]!;
      else if (fromStart[i] !== NONE && toStart[i] === NONE) change -= this.#rank[session[i]!]!;
    }
    return change;
  }

  /** The change of the slots that the applied move touches; their new values are kept for {@link #keep}. */
  #servedChange(): number {
    this.#findTouched();
    const { seatsBind } = this.#compiled;
    const values = this.#values;
    let change = 0;
    for (let i = 0; i < this.#touchedCount; i++) {
      const t = this.#touched[i]!;
      const value =
        seatsBind || this.#kind[t] === 2
          ? values.seatedValue(t)
          : values.exchangedValue(t, this.#leaving[t]!, this.#coming[t]!);
      this.#newValue[t] = value;
      change += value - values.value[t]!;
    }
    return change;
  }

  #findTouched(): void {
    const { count, session, fromStart, toStart } = this.#move;
    const { length, seatsBind } = this.#compiled;
    for (let i = 0; i < this.#touchedCount; i++) this.#kind[this.#touched[i]!] = 0;
    this.#touchedCount = 0;
    for (let i = 0; i < count; i++) {
      const from = fromStart[i]!;
      const to = toStart[i]!;
      if (from === to && !seatsBind) continue;
      const s = session[i]!;
      for (let k = 0; k < length[s]!; k++) {
        if (from !== NONE) this.#touch(from + k, this.#leaving, s);
        if (to !== NONE) this.#touch(to + k, this.#coming, s);
      }
    }
  }

  #touch(slot: number, side: Int32Array, session: number): void {
    if (this.#kind[slot] === 0) {
      this.#kind[slot] = 1;
      this.#touched[this.#touchedCount++] = slot;
      this.#leaving[slot] = NONE;
      this.#coming[slot] = NONE;
    }
    if (side[slot] === NONE) side[slot] = session;
    else this.#kind[slot] = 2;
  }

  #keep(placedChange: number, change: number): void {
    for (let i = 0; i < this.#touchedCount; i++) {
      const t = this.#touched[i]!;
      const value = this.#newValue[t]!;
      if (this.#kind[t] === 2) this.#values.refresh(t, value);
      else this.#values.refresh(t, value, this.#leaving[t]!, this.#coming[t]!);
    }
    this.served += change;
    this.placed += placedChange;
    if (this.#changesWhoIsPlaced()) this.#listUnplaced();
    const better =
      this.placed > this.bestPlaced || (this.placed === this.bestPlaced && this.served > this.bestServed);
    if (!better) return;
    this.bestPlaced = this.placed;
    this.bestServed = this.served;
    this.bestStart.set(this.timetable.start);
    this.bestArea.set(this.timetable.area);
  }

  #changesWhoIsPlaced(): boolean {
    const { count, fromStart, toStart } = this.#move;
    for (let i = 0; i < count; i++) if ((fromStart[i] === NONE) !== (toStart[i] === NONE)) return true;
    return false;
  }

  #listUnplaced(): void {
    this.#unplaced = [...this.#candidates].filter((s) => this.timetable.start[s] === NONE);
  }

  #meanLoss(): number {
    let sum = 0;
    let losses = 0;
    for (let i = 0; i < CALIBRATION_MOVES && !this.stuck; i++) {
      if (!this.#tryMove()) continue;
      const change = this.#servedChange();
      this.#move.revert();
      if (change >= 0) continue;
      sum -= change;
      losses++;
    }
    return losses === 0 ? 1 : sum / losses;
  }
}
