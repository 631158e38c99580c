import type { Kernel } from './simd.ts';
import { ComfortChange } from './comfort-change.ts';
import { weightsOf } from './comfort.ts';
import { acceptableLoss, temperatureShare } from './cooling.ts';
import { createExchangeWalk, lendsItselfToExchanges, type ExchangeWalk } from './exchange-walk.ts';
import type { Homes } from './homes.ts';
import { Move } from './move.ts';
import { needsPersonValues, PersonValues } from './person-values.ts';
import type { Random } from './random.ts';
import { NONE, type Timetable } from './timetable.ts';
import { TouchedSlots } from './touched-slots.ts';

/** One in so many moves tries to place an unplaced session, while there are any. */
const INSERT_EVERY = 4;
const CALIBRATION_MOVES = 2000;
/** The first temperature, as a share of the mean loss of a random move that makes things worse. */
const HOT = 0.3;
/** The same for exchanges, of which many more are tried: bench/scheduler/README.md has what was measured. */
const HOT_EXCHANGES = 0.12;
/** How much of the cooling exchanges go through: down to a seventh. */
const EXCHANGES_COOLING = 0.65;
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
  /** Level 3: what is served, or the objective in its place. */
  served: number;
  bestPlaced: number;
  bestServed: number;
  /** What people are served in the best, also where level 3 is something else. */
  bestSum: number;
  /** Level 4; 0 for a problem without preferences. */
  bestComfort: number;
  readonly bestStart: Int32Array;
  readonly bestArea: Int32Array;
  /** The temperature to begin with. */
  readonly heat: number;
  /** What of comfort is worth as much to the search as one of served, where served stays the same. */
  readonly #comfortShare: number = 0;

  readonly #random: Random;
  readonly #slots: TouchedSlots;
  /** What level 3 is where slots cannot be valued one by one. */
  readonly #personValues: PersonValues | undefined;
  readonly #move: Move;
  readonly #homes: Homes | undefined;
  readonly #comfort: ComfortChange | undefined;
  readonly #rank: Float64Array;
  readonly #candidates: Int32Array;
  readonly #unplacingLoss: number;
  readonly #kernel: Kernel | undefined;
  /** Whether exchanges are all there is to try, as soon as all is placed. */
  readonly #exchangesDo: boolean;
  #exchanges: ExchangeWalk | undefined;
  #unplaced: readonly number[] = [];

  /** With `homes`, no more sessions than they allow go away, and the best schedules are theirs to remember. */
  constructor(timetable: Timetable, random: Random, homes?: Homes, kernel?: Kernel) {
    const { compiled } = timetable;
    const { sessionCount, starts, usable, pinned, priority } = compiled;
    this.timetable = timetable;
    this.#random = random;
    this.#slots = new TouchedSlots(timetable, kernel);
    this.#personValues = needsPersonValues(compiled) ? new PersonValues(timetable) : undefined;
    this.#move = new Move(timetable);
    const weights = weightsOf(compiled.problem);
    this.#comfort = weights && new ComfortChange(timetable, weights);
    this.#homes = homes;
    this.#kernel = kernel;
    this.#exchangesDo = !homes && lendsItselfToExchanges(compiled);
    homes?.enter(timetable);
    const all = priority.reduce((sum, value) => sum + value, 0);
    this.#rank = priority.map((value, s) => value + (pinned[s] === 1 ? all + 1 : 0));
    this.#candidates = Int32Array.from(
      [...compiled.length.keys()].filter((s) => starts[s]!.length > 0 && usable[s]!.length > 0),
    );

    for (let s = 0; s < sessionCount; s++) if (timetable.start[s] !== NONE) this.placed += this.#rank[s]!;
    this.served = this.#personValues?.value ?? this.#slots.total();
    this.bestPlaced = this.placed;
    this.bestServed = this.served;
    this.bestSum = this.#sum;
    this.bestComfort = this.comfort;
    this.bestStart = timetable.start.slice();
    this.bestArea = timetable.area.slice();
    this.#listUnplaced();
    const losses = this.#meanLosses();
    this.heat = (this.#exchangesDo ? HOT_EXCHANGES : HOT) * losses.served;
    this.#comfortShare = losses.comfort / losses.served;
    this.#unplacingLoss = sessionCount === 0 ? 0 : (UNPLACING * this.heat * sessionCount) / all;
  }

  /** Level 4 of the timetable as it stands. */
  get comfort(): number {
    return this.#comfort?.value ?? 0;
  }

  get #sum(): number {
    return this.#personValues?.served ?? this.served;
  }

  /** The temperature when so much of a search is over, from 0 to 1. */
  temperature(progress: number): number {
    return this.heat * temperatureShare(this.#exchangesDo ? progress * EXCHANGES_COOLING : progress);
  }

  /** Whether nothing is left to try. */
  get stuck(): boolean {
    return this.#candidates.length === 0;
  }

  /**
   * Tries so many moves at one temperature. Comfort decides between moves that place and serve the
   * same; `comfortTemperature` is what may be lost of it.
   */
  run(moves: number, temperature: number, comfortTemperature = temperature * this.#comfortShare): void {
    if (this.stuck) return;
    if (this.#exchangesInstead(moves, temperature)) return;
    const homes = this.#homes;
    for (let i = 0; i < moves; i++) {
      if (!this.#tryMove()) continue;
      const awayChange = homes ? homes.change(this.#move) : 0;
      if (homes && awayChange > 0 && homes.away + awayChange > homes.most) {
        this.#move.revert();
        continue;
      }
      const placedChange = this.#placedChange();
      const loss = acceptableLoss(this.#random.bits());
      const most = this.#acceptableServedLoss(placedChange, temperature * loss);
      if (this.#mostServedChange() < -most) {
        this.#move.revert();
        continue;
      }
      this.#move.apply();
      const change = this.#servedChange();
      if (change < -most || !this.#isComfortable(placedChange, change, comfortTemperature * loss)) {
        this.#move.revert();
        continue;
      }
      this.#keep(placedChange, change);
      if (!homes) continue;
      homes.keep(awayChange, this.#move, this.timetable);
      homes.remember(this.timetable, this.placed, this.served);
    }
  }

  #exchangesInstead(moves: number, temperature: number): boolean {
    if (!this.#exchangesDo || this.#unplaced.length > 0) return false;
    const walk = (this.#exchanges ??= createExchangeWalk(this.timetable, this.#random.bits(), this.#kernel));
    walk.run(moves, temperature);
    this.served = walk.served;
    if (walk.bestServed > this.bestServed) {
      this.bestServed = this.bestSum = walk.bestServed;
      walk.readBest(this.bestStart, this.bestArea);
    }
    return true;
  }

  /** Whether comfort lets a move pass, which it always does when the move changes what is placed or served. */
  #isComfortable(placedChange: number, change: number, allowed: number): boolean {
    if (!this.#comfort) return true;
    const comfortChange = this.#comfort.change(this.#move);
    return placedChange !== 0 || change !== 0 || -comfortChange <= allowed;
  }

  /** Proposes a random move, and whether hard rules let it pass. */
  #tryMove(): boolean {
    return this.#homes ? this.#tryNearHome(this.#homes) : this.#tryAnyMove();
  }

  #tryAnyMove(): boolean {
    const waiting = this.#unplaced;
    const random = this.#random;
    const session =
      waiting.length > 0 && random.below(INSERT_EVERY) === 0
        ? waiting[random.below(waiting.length)]!
        : this.#candidates[random.below(this.#candidates.length)]!;
    return this.#move.propose(session, random) && this.#move.isAllowed();
  }

  /** As often as not a session that moves at no cost; of those that are away every other one goes home. */
  #tryNearHome(homes: Homes): boolean {
    const random = this.#random;
    if (random.below(2) === 0 || homes.loose.length === 0) return this.#tryAnyMove();
    const session = homes.loose[random.below(homes.loose.length)]!;
    const start = homes.start[session]!;
    const proposed =
      start !== NONE && random.below(2) === 0
        ? this.#move.proposeCell(session, start, homes.area[session]!, random)
        : this.#move.propose(session, random);
    return proposed && this.#move.isAllowed();
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

  /** What a move may lose of served interest at most, to pass; `allowed` where it places as much as before. */
  #acceptableServedLoss(placedChange: number, allowed: number): number {
    if (placedChange > 0) return Infinity;
    // Nothing that is gained pays for unplacing.
    const unplacing = -placedChange * this.#unplacingLoss;
    return placedChange < 0 && unplacing > allowed ? -Infinity : allowed - unplacing;
  }

  /** No less than what a proposed move changes in what is served. To be asked before {@link #servedChange}. */
  #mostServedChange(): number {
    this.#slots.find(this.#move);
    return this.#personValues ? Infinity : this.#slots.mostChange();
  }

  #servedChange(): number {
    return this.#personValues ? this.#personValues.change(this.#move) : this.#slots.change();
  }

  #keep(placedChange: number, change: number): void {
    if (this.#personValues) this.#personValues.keep();
    else this.#slots.keep();
    this.served += change;
    this.placed += placedChange;
    this.#comfort?.keep();
    if (this.#changesWhoIsPlaced()) this.#listUnplaced();
    if (!this.#isBest()) return;
    this.bestComfort = this.comfort;
    this.bestPlaced = this.placed;
    this.bestServed = this.served;
    this.bestSum = this.#sum;
    this.bestStart.set(this.timetable.start);
    this.bestArea.set(this.timetable.area);
  }

  #isBest(): boolean {
    if (this.placed !== this.bestPlaced) return this.placed > this.bestPlaced;
    if (this.served !== this.bestServed) return this.served > this.bestServed;
    return this.comfort > this.bestComfort;
  }

  #changesWhoIsPlaced(): boolean {
    const { count, fromStart, toStart } = this.#move;
    for (let i = 0; i < count; i++) if ((fromStart[i] === NONE) !== (toStart[i] === NONE)) return true;
    return false;
  }

  #listUnplaced(): void {
    this.#unplaced = [...this.#candidates].filter((s) => this.timetable.start[s] === NONE);
  }

  /** Of random moves: what those lose on average that lose. */
  #meanLosses(): { served: number; comfort: number } {
    const served = new Mean();
    const comfort = new Mean();
    for (let i = 0; i < CALIBRATION_MOVES && !this.stuck; i++) {
      if (!this.#tryMove()) continue;
      this.#mostServedChange();
      this.#move.apply();
      served.add(-this.#servedChange());
      if (this.#comfort) comfort.add(-this.#comfort.change(this.#move));
      this.#move.revert();
    }
    return { served: served.value, comfort: comfort.value };
  }
}

/** The mean of the numbers above 0; 1 when there are none. */
class Mean {
  #sum = 0;
  #count = 0;

  add(value: number): void {
    if (value <= 0) return;
    this.#sum += value;
    this.#count++;
  }

  get value(): number {
    return this.#count === 0 ? 1 : this.#sum / this.#count;
  }
}
