import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryProblem } from '../testing/arbitrary-problem.ts';
import { createBestTwo } from './best-two.ts';
import { compileProblem } from './compile-problem.ts';
import { generateProblem } from './generate.ts';
import type { Problem } from './problem.ts';
import { createRandom } from './random.ts';
import { scoreSchedule } from './score.ts';
import { loadSimd, type Kernel } from './simd.ts';
import { solve } from './solve.ts';
import { NONE, Timetable } from './timetable.ts';

const KERNELS: readonly Kernel[] = ['simd', 'plain'];

test('this engine runs the kernel', () => {
  expect(loadSimd()).toBeDefined();
});

test('building the module again gives the same bytes', () => {
  const build = fileURLToPath(new URL('../kernel/build.mjs', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [build, '--check'], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}, 60_000);

test('what a change is said to bring is what it brings, also with more people than sums of 16 bits hold', () => {
  for (const people of [1, 31, 33, 700, 4500]) {
    const size = { people, sessions: 24, slots: 4, areas: 5, seed: people };
    const { areas, ...full } = generateProblem({ ...size, kind: 'full' });
    walk({ ...full, areas: areas.map((area) => ({ ...area, seats: null })) });
  }
});

/** Sends sessions of one slot to random cells, in exchange for what is there. */
function walk(problem: Problem): void {
  const compiled = compileProblem(problem);
  const { areaCount, slotCount, sessionCount } = compiled;
  const timetable = new Timetable(compiled);
  const kernels = KERNELS.map((kernel) => createBestTwo(timetable, kernel));
  const random = createRandom(7);
  let value = 0;
  for (let i = 0; i < 60; i++) {
    const slot = random.below(slotCount);
    const area = random.below(areaCount);
    const coming = random.below(4) === 0 ? NONE : random.below(sessionCount);
    if (coming !== NONE && (compiled.length[coming] !== 1 || timetable.start[coming] !== NONE)) continue;
    const leaving = timetable.cell[slot * areaCount + area]!;
    const changes = kernels.map((kernel) => kernel.change(slot, leaving, coming));
    if (leaving !== NONE) timetable.take(leaving);
    if (coming !== NONE) timetable.put(coming, slot, area);
    const next = unlimited(timetable);
    expect(changes).toEqual(changes.map(() => next - value));
    value = next;
    for (const kernel of kernels) {
      if (i % 3 === 0) kernel.refresh(slot);
      else kernel.refresh(slot, leaving, coming);
      expect(kernel.value.reduce((sum, one) => sum + one, 0)).toBe(value);
    }
  }
}

function unlimited(timetable: Timetable): number {
  return scoreSchedule(timetable.compiled.problem, { placements: timetable.placements() }).unlimited;
}

test('with either kernel a search takes the same way', () => {
  const cases = fc.record({ problem: arbitraryProblem(), seed: fc.nat(), seats: fc.boolean() });
  fc.assert(
    fc.property(cases, ({ problem, seed, seats }) => {
      const areas = seats ? problem.areas : problem.areas.map((area) => ({ ...area, seats: null }));
      const [simd, plain] = KERNELS.map((kernel) =>
        solve({ ...problem, areas }, { seed, iterations: 3000, kernel }),
      );
      expect(simd).toEqual(plain);
    }),
    { numRuns: 100 },
  );
  for (const kind of ['plain', 'full'] as const) {
    const event = generateProblem({ people: 300, sessions: 60, slots: 8, areas: 8, seed: 2, kind });
    const [simd, plain] = KERNELS.map((kernel) => solve(event, { seed: 3, iterations: 20_000, kernel }));
    expect(simd).toEqual(plain);
    expect(solve(event, { seed: 3, iterations: 20_000 })).toEqual(plain);
  }
});
