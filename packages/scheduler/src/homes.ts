import type { CompiledProblem } from './compile-problem.ts';
import type { Move } from './move.ts';
import { NONE, type Timetable } from './timetable.ts';

/** The best schedule seen with so many sessions away from home. */
export type Found = {
  readonly away: number;
  readonly placed: number;
  readonly served: number;
  readonly start: Int32Array;
  readonly area: Int32Array;
};

/**
 * Where sessions are at home (in the last release), how many of them are away, and the best
 * schedule for each such number. A search that is given homes lets no more than `most` go away.
 */
export class Homes {
  /** Sessions that may be away at the same time. */
  most = 0;
  /** Sessions that are away now. */
  away = 0;
  /** By session: its home, or {@link NONE} for one whose moves cost nothing. */
  readonly start: Int32Array;
  readonly area: Int32Array;
  /** Sessions that may move without sending one more away: those without a home, and those away. */
  loose: readonly number[] = [];
  readonly #compiled: CompiledProblem;
  /** By number away. An entry is better than every one before it. */
  readonly #found: (Found | undefined)[] = [];

  /** Every session that is placed in `timetable` is at home there, except those that are `loose`. */
  constructor(timetable: Timetable, loose: ReadonlySet<number>) {
    this.#compiled = timetable.compiled;
    this.start = timetable.start.map((start, s) => (loose.has(s) ? NONE : start));
    this.area = timetable.area.map((area, s) => (loose.has(s) ? NONE : area));
  }

  /** Counts anew, when a search starts from another timetable. */
  enter(timetable: Timetable): void {
    this.away = 0;
    for (let s = 0; s < this.start.length; s++) {
      if (this.start[s] !== NONE && !this.#isHome(s, timetable.start[s]!, timetable.area[s]!)) this.away++;
    }
    this.#listLoose(timetable);
  }

  /** How many more sessions the move sends away. */
  change({ count, session, fromStart, fromArea, toStart, toArea }: Move): number {
    let change = 0;
    for (let i = 0; i < count; i++) {
      const s = session[i]!;
      if (this.start[s] === NONE) continue;
      if (this.#isHome(s, fromStart[i]!, fromArea[i]!)) change++;
      if (this.#isHome(s, toStart[i]!, toArea[i]!)) change--;
    }
    return change;
  }

  /** Takes over a move that is made. */
  keep(change: number, move: Move, timetable: Timetable): void {
    this.away += change;
    for (let i = 0; i < move.count; i++) {
      const s = move.session[i]!;
      if (this.start[s] === NONE) continue;
      const wasHome = this.#isHome(s, move.fromStart[i]!, move.fromArea[i]!);
      if (wasHome === this.#isHome(s, move.toStart[i]!, move.toArea[i]!)) continue;
      this.#listLoose(timetable);
      return;
    }
  }

  /** Remembers the schedule if none with as few sessions away is as good. */
  remember(timetable: Timetable, placed: number, served: number): void {
    const known = this.best(this.away);
    if (known && !isBetter(placed, served, known)) return;
    const { start, area } = timetable;
    this.#found[this.away] = {
      away: this.away,
      placed,
      served,
      start: start.slice(),
      area: area.slice(),
    };
    for (let away = this.away + 1; away < this.#found.length; away++) {
      const worse = this.#found[away];
      if (worse && !isBetter(worse.placed, worse.served, this.#found[this.away]!))
        this.#found[away] = undefined;
    }
  }

  /** The best schedule with at most so many sessions away. */
  best(most: number): Found | undefined {
    for (let away = Math.min(most, this.#found.length - 1); away >= 0; away--) {
      const found = this.#found[away];
      if (found) return found;
    }
    return undefined;
  }

  /** All of them, fewest away first, each better than the one before. */
  all(): readonly Found[] {
    return this.#found.filter((found) => found !== undefined);
  }

  #isHome(session: number, start: number, area: number): boolean {
    return start === this.start[session] && area === this.area[session];
  }

  #listLoose({ start, area }: Timetable): void {
    const { starts, usable } = this.#compiled;
    const loose: number[] = [];
    for (let s = 0; s < start.length; s++) {
      if (starts[s]!.length === 0 || usable[s]!.length === 0) continue;
      if (this.start[s] === NONE || !this.#isHome(s, start[s]!, area[s]!)) loose.push(s);
    }
    this.loose = loose;
  }
}

function isBetter(placed: number, served: number, than: Found): boolean {
  return placed > than.placed || (placed === than.placed && served > than.served);
}
