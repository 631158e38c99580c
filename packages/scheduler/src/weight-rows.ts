import type { CompiledProblem } from './compile-problem.ts';

// Weights as the kernel reads them: rows of one byte per person, one row per session and a last one of
// zeros for no session.

/** Rows are as long as a multiple of what the kernel takes in one step. */
const STEP = 32;
/** The weight of everything to somebody who is away, so that nothing tempts them. */
const ABSENT = 127;

/** Bytes of a row. */
export function rowBytes({ personCount }: CompiledProblem): number {
  return STEP * Math.ceil(personCount / STEP);
}

/** Writes the sessions' rows to the beginning of `bytes`, which are all 0. */
export function writeWeights(bytes: Uint8Array, compiled: CompiledProblem): void {
  const { sessionCount, personCount, weight } = compiled;
  const row = rowBytes(compiled);
  for (let s = 0; s < sessionCount; s++)
    bytes.set(weight.subarray(s * personCount, (s + 1) * personCount), s * row);
}

/** Writes who is absent to `at`, a row per slot. */
export function writeAbsentees(bytes: Uint8Array, at: number, compiled: CompiledProblem): void {
  const row = rowBytes(compiled);
  compiled.absentees.forEach((people, t) => {
    for (const person of people) bytes[at + t * row + person] = ABSENT;
  });
}

/** What the absent of a slot, or of all slots, add to its sum of the best. */
export function sumOfAbsent({ absentees }: CompiledProblem, slot?: number): number {
  if (slot !== undefined) return ABSENT * absentees[slot]!.length;
  return absentees.reduce((sum, people) => sum + ABSENT * people.length, 0);
}
