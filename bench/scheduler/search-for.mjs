// A search of so many seconds, and the words of the tables.
import { createSolver } from '../../packages/scheduler/src/solve.ts';

/** The best that a search of `seconds` of the clock finds; from a copy, so that compiling it is part of every run. */
export function searchFor(problem, seed, seconds) {
  const elapsed = stopwatch();
  const solver = createSolver(structuredClone(problem), { seed });
  while (elapsed() < seconds && !solver.proven()) solver.step(256, elapsed() / seconds);
  return { ...solver.best(), elapsed: elapsed() };
}

/** Seconds since now. */
export function stopwatch() {
  const began = performance.now();
  return () => (performance.now() - began) / 1000;
}

export function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

export function number(value) {
  return value.toLocaleString('en');
}

export function row(...cells) {
  console.log(`| ${cells.join(' | ')} |`);
}
