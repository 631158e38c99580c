import type { CompiledProblem } from './compile-problem.ts';
import type { Placement } from './problem.ts';
import { NONE, type Timetable } from './timetable.ts';

/** Takes over the placements that hard rules allow, in the order given; the others are left unplaced. */
export function adopt(timetable: Timetable, placements: readonly Placement[]): void {
  const { sessionIndex, slotIndex, areaIndex } = timetable.compiled;
  for (const placement of placements) {
    const s = sessionIndex.get(placement.session);
    const t = slotIndex.get(placement.slot);
    const a = areaIndex.get(placement.area);
    if (s === undefined || t === undefined || a === undefined || timetable.start[s] !== NONE) continue;
    if (timetable.allows(s, t, a)) timetable.put(s, t, a);
  }
}

/**
 * Sessions in the order in which a first schedule should place them: pinned ones, then those with
 * the fewest cells to choose from, then long ones, then by priority and wanted interest.
 */
export function mostConstrainedFirst(compiled: CompiledProblem): number[] {
  /** Doublings rather than exact counts, so that nearly equal choices leave the order to what follows. */
  const choice = (s: number): number => 32 - Math.clz32(cellsFor(compiled, s));
  const wanted = totalInterest(compiled);
  const key = compiled.problem.sessions.map((_, s) => choice(s));
  return compiled.problem.sessions
    .map((_, s) => s)
    .sort(
      (a, b) =>
        compiled.pinned[b]! - compiled.pinned[a]! ||
        key[a]! - key[b]! ||
        compiled.length[b]! - compiled.length[a]! ||
        compiled.priority[b]! - compiled.priority[a]! ||
        wanted[b]! - wanted[a]! ||
        a - b,
    );
}

/** Pinned sessions, then all by the interest they meet with. */
export function mostWantedFirst(compiled: CompiledProblem): number[] {
  const wanted = totalInterest(compiled);
  return compiled.problem.sessions
    .map((_, s) => s)
    .sort((a, b) => compiled.pinned[b]! - compiled.pinned[a]! || wanted[b]! - wanted[a]! || a - b);
}

/** Sum of the weights of everybody for each session. */
function totalInterest(compiled: CompiledProblem): Float64Array {
  const { kindCount, kindWeight, audienceStart, sessionCount } = compiled;
  const sums = new Float64Array(sessionCount);
  for (let s = 0; s < sessionCount; s++) {
    for (let kind = 0; kind < kindCount; kind++) {
      const row = s * kindCount + kind;
      sums[s]! += (audienceStart[row + 1]! - audienceStart[row]!) * kindWeight[kind]!;
    }
  }
  return sums;
}

function cellsFor(compiled: CompiledProblem, session: number): number {
  return compiled.starts[session]!.length * compiled.usable[session]!.length;
}

/**
 * Places each unplaced session of `order` in the slot where it adds most interest; among equal
 * slots in the one with most areas free. Among areas it takes the smallest that seats all who are
 * interested, or else the largest. A session that no cell allows is passed over.
 */
export function placeGreedily(timetable: Timetable, order: readonly number[]): void {
  const { compiled } = timetable;
  const { personCount, areaCount, slotCount, weight, absent, length } = compiled;
  /** What each person has already, by slot. */
  const best = new Uint8Array(slotCount * personCount);
  const enter = (s: number): void => {
    const start = timetable.start[s]!;
    for (let t = start; t < start + length[s]!; t++) {
      for (let p = 0; p < personCount; p++) {
        const w = weight[s * personCount + p]!;
        if (w > best[t * personCount + p]!) best[t * personCount + p] = w;
      }
    }
  };
  const gain = (s: number, start: number): number => {
    let sum = 0;
    for (let t = start; t < start + length[s]!; t++) {
      for (let p = 0; p < personCount; p++) {
        const more = weight[s * personCount + p]! - best[t * personCount + p]!;
        if (more > 0 && absent[t * personCount + p] === 0) sum += more;
      }
    }
    return sum;
  };
  const freeAreas = (t: number): number => {
    let free = 0;
    for (let a = 0; a < areaCount; a++) if (timetable.cell[t * areaCount + a] === NONE) free++;
    return free;
  };

  timetable.start.forEach((start, s) => {
    if (start !== NONE) enter(s);
  });
  for (const s of order) {
    if (timetable.start[s] !== NONE) continue;
    let chosen = NONE;
    let most = -1;
    let mostFree = -1;
    for (const t of compiled.starts[s]!) {
      if (!timetable.agrees(s, t) || pickArea(timetable, s, t) === NONE) continue;
      const value = gain(s, t);
      const free = freeAreas(t);
      if (value > most || (value === most && free > mostFree)) {
        chosen = t;
        most = value;
        mostFree = free;
      }
    }
    if (chosen === NONE) continue;
    timetable.put(s, chosen, pickArea(timetable, s, chosen));
    enter(s);
  }
}

function pickArea(timetable: Timetable, session: number, start: number): number {
  const { seats, usable, kindCount, audienceStart } = timetable.compiled;
  const audience = audienceStart[(session + 1) * kindCount]! - audienceStart[session * kindCount]!;
  let picked = NONE;
  for (const a of usable[session]!) {
    if (!timetable.suits(session, start, a) || !timetable.isFree(session, start, a)) continue;
    if (picked === NONE) picked = a;
    else if (
      seats[picked]! < audience
        ? seats[a]! > seats[picked]!
        : seats[a]! >= audience && seats[a]! < seats[picked]!
    ) {
      picked = a;
    }
  }
  return picked;
}
