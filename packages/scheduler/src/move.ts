import type { CompiledProblem } from './compile-problem.ts';
import type { Random } from './random.ts';
import { NONE, type Timetable } from './timetable.ts';

/** How often a session that gives way to an unplaced one looks for another free cell. */
const RELOCATION_TRIES = 4;

/**
 * A change to a timetable: one session goes to another cell, and whatever is there goes to where it
 * came from. When it came from nowhere, they go to a free cell or become unplaced.
 *
 * One object is filled again and again, because the search makes millions of them a second.
 */
export class Move {
  count = 0;
  readonly session: Int32Array;
  readonly fromStart: Int32Array;
  readonly fromArea: Int32Array;
  readonly toStart: Int32Array;
  readonly toArea: Int32Array;
  readonly #compiled: CompiledProblem;
  readonly #timetable: Timetable;
  /** Whether the timetable has the move already. */
  #made = false;

  constructor(timetable: Timetable) {
    this.#timetable = timetable;
    this.#compiled = timetable.compiled;
    const most = this.#compiled.length.reduce((longest, length) => Math.max(longest, length), 1) + 1;
    this.session = new Int32Array(most);
    this.fromStart = new Int32Array(most);
    this.fromArea = new Int32Array(most);
    this.toStart = new Int32Array(most);
    this.toArea = new Int32Array(most);
  }

  /**
   * Fills the move: `session`, which has at least one possible start and area, to a random one of
   * its cells. False when that leads nowhere; a move that is proposed may still break rules.
   */
  propose(session: number, random: Random): boolean {
    const { starts, usable, areasDiffer } = this.#compiled;
    const to = pick(starts[session]!, random);
    const toArea = pick(usable[session]!, random);
    if (!areasDiffer && to === this.#timetable.start[session]!) return false;
    return this.proposeCell(session, to, toArea, random);
  }

  /** As {@link propose}, to this cell. */
  proposeCell(session: number, to: number, toArea: number, random: Random): boolean {
    const { areaCount, length } = this.#compiled;
    const { cell, start, area } = this.#timetable;
    const from = start[session]!;
    if (to === from && toArea === area[session]!) return false;
    this.count = 0;
    this.#add(session, to, toArea);
    for (let k = 0; k < length[session]!; k++) {
      const other = cell[(to + k) * areaCount + toArea]!;
      if (other === NONE || other === session || other === this.session[this.count - 1]!) continue;
      if (from === NONE) {
        if (!this.#addDisplaced(other, random)) return false;
      } else {
        const back = from + start[other]! - to;
        this.#add(other, back, this.#areaFor(other, area[session]!, random));
      }
    }
    return true;
  }

  /**
   * Whether hard rules let the move pass. Where that needs the move to be made, it is made already; who
   * wants to see the timetable with it calls {@link apply}, who does not want it {@link revert}.
   */
  isAllowed(): boolean {
    this.#made = false;
    for (let i = 0; i < this.count; i++) {
      if (this.toStart[i] === NONE) continue;
      if (!this.#timetable.suits(this.session[i]!, this.toStart[i]!, this.toArea[i]!)) return false;
    }
    return this.#isSimple() ? this.#findsRoom() : this.#tryOut();
  }

  /** Makes the move, which is allowed, unless it is made. */
  apply(): void {
    if (this.#made) return;
    this.#made = true;
    for (let i = 0; i < this.count; i++) {
      if (this.fromStart[i] !== NONE) this.#timetable.take(this.session[i]!);
    }
    for (let i = 0; i < this.count; i++) {
      if (this.toStart[i] !== NONE) this.#timetable.put(this.session[i]!, this.toStart[i]!, this.toArea[i]!);
    }
  }

  /** Leaves the timetable as it was before the move. */
  revert(): void {
    if (this.#made) this.#undo(this.count);
    this.#made = false;
  }

  /** Two sessions at most, of one slot each, that need not keep apart or in order from any other. */
  #isSimple(): boolean {
    if (this.count > 2) return false;
    for (let i = 0; i < this.count; i++) if (this.#compiled.carefree[this.session[i]!] === 0) return false;
    return true;
  }

  /** Whether the cells that a simple move fills are free or become free. */
  #findsRoom(): boolean {
    const { areaCount } = this.#compiled;
    const { cell } = this.#timetable;
    let filled = NONE;
    for (let i = 0; i < this.count; i++) {
      if (this.toStart[i] === NONE) continue;
      const at = this.toStart[i]! * areaCount + this.toArea[i]!;
      const there = cell[at]!;
      if (at === filled || (there !== NONE && !this.#leaves(there))) {
        return false;
      }
      filled = at;
    }
    return true;
  }

  #leaves(session: number): boolean {
    return session === this.session[0] || (this.count === 2 && session === this.session[1]);
  }

  #tryOut(): boolean {
    const timetable = this.#timetable;
    for (let i = 0; i < this.count; i++) if (this.fromStart[i] !== NONE) timetable.take(this.session[i]!);
    for (let i = 0; i < this.count; i++) {
      const session = this.session[i]!;
      const start = this.toStart[i]!;
      if (start === NONE) continue;
      if (!timetable.isFree(session, start, this.toArea[i]!) || !timetable.agrees(session, start)) {
        this.#undo(i);
        return false;
      }
      timetable.put(session, start, this.toArea[i]!);
    }
    this.#made = true;
    return true;
  }

  #undo(applied: number): void {
    for (let i = 0; i < applied; i++) if (this.toStart[i] !== NONE) this.#timetable.take(this.session[i]!);
    for (let i = 0; i < this.count; i++) {
      if (this.fromStart[i] === NONE) continue;
      this.#timetable.put(this.session[i]!, this.fromStart[i]!, this.fromArea[i]!);
    }
  }

  #add(session: number, toStart: number, toArea: number): void {
    const i = this.count++;
    this.session[i] = session;
    this.fromStart[i] = this.#timetable.start[session]!;
    this.fromArea[i] = this.#timetable.area[session]!;
    this.toStart[i] = toStart;
    this.toArea[i] = toArea;
  }

  #addDisplaced(session: number, random: Random): boolean {
    const { starts, usable, pinned } = this.#compiled;
    if (starts[session]!.length === 0) return false; // in a frozen slot
    for (let i = 0; i < RELOCATION_TRIES; i++) {
      const start = pick(starts[session]!, random);
      const area = pick(usable[session]!, random);
      if (!this.#timetable.isFree(session, start, area)) continue;
      this.#add(session, start, area);
      return true;
    }
    if (pinned[session] === 1) return false;
    this.#add(session, NONE, NONE);
    return true;
  }

  /** The area that the other session leaves, unless this one cannot use it. */
  #areaFor(session: number, left: number, random: Random): number {
    const { mayUse, usable, areaCount } = this.#compiled;
    return mayUse[session * areaCount + left] === 1 ? left : pick(usable[session]!, random);
  }
}

function pick(list: Int32Array, random: Random): number {
  return list[random.below(list.length)]!;
}
