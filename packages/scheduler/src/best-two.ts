import type { CompiledProblem } from './compile-problem.ts';
import { loadSimd, type Kernel } from './simd.ts';
import { SimdBestTwo } from './simd-best-two.ts';
import { SparseBestTwo } from './sparse-best-two.ts';
import type { Timetable } from './timetable.ts';

/**
 * Per slot, what each person weighs highest and second highest there, kept up to date while sessions
 * move: enough to know what is served without limits of seats when one session goes and one comes.
 */
export type BestTwo = {
  /** By slot: what would be served if every area took everybody. */
  readonly value: Float64Array;
  /** By how much that changes in a slot when `leaving` goes and `coming` comes (NONE: nobody). */
  change(slot: number, leaving: number, coming: number): number;
  /** Takes over a change of the timetable; `leaving` and `coming` as above, or nothing when more has changed. */
  refresh(slot: number, leaving?: number, coming?: number): void;
};

/** Below so many people a call costs more than it saves. */
const FEW = 32;
/** Of people and sessions, the share of pairs with interest below which going through those alone is faster. */
const THIN = 0.02;
/** Memory in bytes that the rows may take. */
const MOST_BYTES = 2 ** 28;

/** `kernel`, or else what is faster for the problem on this engine. */
export function createBestTwo(timetable: Timetable, kernel?: Kernel): BestTwo {
  const { compiled } = timetable;
  const simd = (kernel ?? fasterKernel(compiled)) === 'simd' ? loadSimd() : undefined;
  return simd ? new SimdBestTwo(timetable, simd) : new SparseBestTwo(timetable);
}

function fasterKernel(compiled: CompiledProblem): Kernel {
  return compiled.personCount < FEW || isThin(compiled) ? 'plain' : 'simd';
}

/** Whether few are interested in anything, or rows of all would take too much memory. */
export function isThin({ personCount, sessionCount, slotCount, audience }: CompiledProblem): boolean {
  const bytes = personCount * (sessionCount + 3 * slotCount);
  return audience.length < THIN * personCount * sessionCount || bytes > MOST_BYTES;
}
