import type { CompiledProblem } from './compile-problem.ts';
import type { Placement } from './problem.ts';

/** Stands for no session in a cell, and for no cell of a session. */
export const NONE = -1;

/** The cells while a schedule is being made. It cannot hold two sessions in a cell; callers keep the other rules. */
export class Timetable {
  readonly compiled: CompiledProblem;
  /** By slot and area, `slot * areaCount + area`: the session there, or {@link NONE}. */
  readonly cell: Int32Array;
  /** By session: the slot where it starts, or {@link NONE}. */
  readonly start: Int32Array;
  /** By session: its area, or {@link NONE}. */
  readonly area: Int32Array;

  constructor(compiled: CompiledProblem) {
    this.compiled = compiled;
    this.cell = new Int32Array(compiled.slotCount * compiled.areaCount).fill(NONE);
    this.start = new Int32Array(compiled.sessionCount).fill(NONE);
    this.area = new Int32Array(compiled.sessionCount).fill(NONE);
  }

  put(session: number, start: number, area: number): void {
    const { areaCount, length } = this.compiled;
    for (let k = 0; k < length[session]!; k++) this.cell[(start + k) * areaCount + area] = session;
    this.start[session] = start;
    this.area[session] = area;
  }

  take(session: number): void {
    const { areaCount, length } = this.compiled;
    const start = this.start[session]!;
    const area = this.area[session]!;
    for (let k = 0; k < length[session]!; k++) this.cell[(start + k) * areaCount + area] = NONE;
    this.start[session] = NONE;
    this.area[session] = NONE;
  }

  /** Whether the session may be there at all: its slots, length, pin, needs, and the area's hours. */
  suits(session: number, start: number, area: number): boolean {
    const { slotCount, areaCount, length, mayStart, mayUse, closed } = this.compiled;
    if (start < 0 || start >= slotCount) return false;
    if (mayStart[session * slotCount + start] === 0 || mayUse[session * areaCount + area] === 0) return false;
    for (let k = 0; k < length[session]!; k++) if (closed[(start + k) * areaCount + area] === 1) return false;
    return true;
  }

  isFree(session: number, start: number, area: number): boolean {
    const { areaCount, length } = this.compiled;
    for (let k = 0; k < length[session]!; k++) {
      if (this.cell[(start + k) * areaCount + area] !== NONE) return false;
    }
    return true;
  }

  /** Whether a session that starts there keeps apart and in order from all others that are placed. */
  agrees(session: number, start: number): boolean {
    const { length, apart, before, after } = this.compiled;
    const end = start + length[session]!;
    const rivals = apart[session]!;
    for (let i = 0; i < rivals.length; i++) {
      const other = this.start[rivals[i]!]!;
      if (other !== NONE && other < end && start < other + length[rivals[i]!]!) return false;
    }
    const earlier = before[session]!;
    for (let i = 0; i < earlier.length; i++) {
      const other = this.start[earlier[i]!]!;
      if (other !== NONE && other + length[earlier[i]!]! > start) return false;
    }
    const later = after[session]!;
    for (let i = 0; i < later.length; i++) {
      const other = this.start[later[i]!]!;
      if (other !== NONE && other < end) return false;
    }
    return true;
  }

  /** Whether every hard rule allows putting an unplaced session there now. */
  allows(session: number, start: number, area: number): boolean {
    return (
      this.suits(session, start, area) && this.isFree(session, start, area) && this.agrees(session, start)
    );
  }

  /** In the problem's order of sessions. */
  placements(): Placement[] {
    const { slots, areas, sessions } = this.compiled.problem;
    return sessions.flatMap((session, s) => {
      const start = this.start[s]!;
      if (start === NONE) return [];
      return [{ session: session.id, slot: slots[start]!.id, area: areas[this.area[s]!]!.id }];
    });
  }
}

/** The timetable in which each session has this start and area, or is not placed. */
export function timetableOf(compiled: CompiledProblem, start: Int32Array, area: Int32Array): Timetable {
  const timetable = new Timetable(compiled);
  for (let s = 0; s < start.length; s++) if (start[s] !== NONE) timetable.put(s, start[s]!, area[s]!);
  return timetable;
}
