import type { CompiledProblem } from './compile-problem.ts';

/** Per person the sum of the highest weights, one per slot in which they are present; runs of a session count once. */
export function possiblePerPerson(compiled: CompiledProblem): Float64Array {
  const { slotCount, personCount, sessionCount, weight, absent, length, runOf } = compiled;
  const most = new Uint8Array(sessionCount);
  return Float64Array.from({ length: personCount }, (_, p) => {
    let present = 0;
    for (let t = 0; t < slotCount; t++) if (absent[t * personCount + p] === 0) present++;
    const wanted: number[] = [];
    most.fill(0);
    for (let s = 0; s < sessionCount; s++) {
      most[runOf[s]!] = Math.max(most[runOf[s]!]!, weight[s * personCount + p]!);
    }
    most.forEach((w, s) => {
      if (w > 0) for (let k = 0; k < length[s]!; k++) wanted.push(w);
    });
    wanted.sort((a, b) => b - a);
    return wanted.slice(0, present).reduce((sum, w) => sum + w, 0);
  });
}
