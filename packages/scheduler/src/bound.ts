import { compileProblem, type CompiledProblem } from './compile-problem.ts';
import type { Problem } from './problem.ts';

/**
 * A limit that `served` of no schedule of this problem without broken hard rules exceeds: the
 * smaller of what people could take and what sessions could give.
 */
export function boundServed(problem: Problem): number {
  const compiled = compileProblem(problem);
  return Math.min(takenByPeople(compiled), givenBySessions(compiled));
}

/**
 * Each person sits in at most one session per slot. So a person takes at most the heaviest set of
 * (session, slot) pairs in which each slot where they are present occurs once, each session as often
 * as it is long (in all its runs together), and only in slots that it may cover. Such sets are the independent sets of a
 * transversal matroid, where taking the heaviest that still fits is best (Edmonds and Fulkerson,
 * Transversals and matroid partition, 1965); fitting is tried by augmenting paths.
 */
function takenByPeople(compiled: CompiledProblem): number {
  const { slotCount, personCount, sessionCount, absent, weight, length, runOf } = compiled;
  const covers = slotsCoveredByRuns(compiled);
  const holder = new Int32Array(slotCount);
  const tried = new Int32Array(slotCount);
  /** By session what the person weighs it, or any of its runs. */
  const most = new Uint8Array(sessionCount);
  let trial = 0;
  let total = 0;

  for (let p = 0; p < personCount; p++) {
    const present = (t: number): boolean => absent[t * personCount + p] === 0;
    const fits = (session: number): boolean => {
      for (const t of covers[session]!) {
        if (tried[t] === trial || !present(t)) continue;
        tried[t] = trial;
        if (holder[t] === -1 || fits(holder[t]!)) {
          holder[t] = session;
          return true;
        }
      }
      return false;
    };
    const wanted: number[] = [];
    most.fill(0);
    for (let s = 0; s < sessionCount; s++) {
      most[runOf[s]!] = Math.max(most[runOf[s]!]!, weight[s * personCount + p]!);
    }
    for (let s = 0; s < sessionCount; s++) if (most[s]! > 0) wanted.push(s);
    wanted.sort((a, b) => most[b]! - most[a]!);
    holder.fill(-1);
    let free = 0;
    for (let t = 0; t < slotCount; t++) if (present(t)) free++;
    for (const s of wanted) {
      for (let k = 0; k < length[s]! && free > 0; k++) {
        trial++;
        if (!fits(s)) break;
        free--;
        total += most[s]!;
      }
      if (free === 0) break;
    }
  }
  return total;
}

/** The same of all runs of a session together: people sit in one of them. */
function slotsCoveredByRuns(compiled: CompiledProblem): readonly (readonly number[])[] {
  const covers = slotsCovered(compiled);
  const together = covers.map(() => new Set<number>());
  covers.forEach((slots, s) => slots.forEach((t) => together[compiled.runOf[s]!]!.add(t)));
  return together.map((slots) => [...slots].sort((a, b) => a - b));
}

/** By session the slots in which it may run, whatever else is placed. */
function slotsCovered(compiled: CompiledProblem): readonly (readonly number[])[] {
  const { sessionCount, slotCount, areaCount, starts, usable, length, closed } = compiled;
  return Array.from({ length: sessionCount }, (_, s) => {
    const covered = new Set<number>();
    for (const start of starts[s]!) {
      const open = usable[s]!.some((a) => {
        for (let k = 0; k < length[s]!; k++) if (closed[(start + k) * areaCount + a] === 1) return false;
        return true;
      });
      if (open) for (let k = 0; k < length[s]!; k++) covered.add(start + k);
    }
    return [...covered].filter((t) => t < slotCount);
  });
}

/** A session gives at most the highest weights that the largest area it may use has seats for, in each of its slots. */
function givenBySessions(compiled: CompiledProblem): number {
  const { sessionCount, kindCount, kindWeight, audienceStart, usable, starts, seats, length } = compiled;
  let total = 0;
  for (let s = 0; s < sessionCount; s++) {
    if (starts[s]!.length === 0) continue;
    let left = usable[s]!.reduce((most, a) => Math.max(most, seats[a]!), 0);
    for (let kind = 0; kind < kindCount; kind++) {
      const row = s * kindCount + kind;
      const seated = Math.min(left, audienceStart[row + 1]! - audienceStart[row]!);
      total += seated * kindWeight[kind]! * length[s]!;
      left -= seated;
    }
  }
  return total;
}
