import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { boundServed } from './bound.ts';
import { generateProblem } from './generate.ts';
import { prove } from './prove.ts';
import type { Proof } from './prove-bound.ts';
import { solve } from './solve.ts';

const event = generateProblem({ people: 30, sessions: 24, slots: 6, areas: 4, seed: 3, kind: 'full' });
const { placements, score } = solve(event, { seed: 1, iterations: 20_000 });

test('tells of every step, and gives the last bound that it told of', async () => {
  const told: Proof[] = [];
  const proven = await prove(event, { found: placements, onProgress: (proof) => void told.push(proof) });
  expect(told.length).toBeGreaterThan(2);
  const bounds = told.map(({ bound }) => bound);
  expect(bounds).toEqual(bounds.toSorted((a, b) => b - a));
  expect(proven).toMatchObject({ finished: true, bound: bounds.at(-1) });
  expect(proven.bound).toBeGreaterThanOrEqual(proven.best!.score.served);
});

test('aborted before it begins or from outside, the bound so far is proven nevertheless', async () => {
  const before = await prove(event, { found: placements, signal: AbortSignal.abort() });
  expect(before).toMatchObject({ bound: boundServed(event), iterations: 0, finished: false });
  expect(before.best).toMatchObject({ placements, score });

  const stop = new AbortController();
  let breaths = 0;
  const breathe = async (): Promise<void> => {
    await setImmediate();
    if (++breaths === 3) stop.abort();
  };
  const { bound, finished } = await prove(event, { found: placements, signal: stop.signal, breathe });
  expect(breaths).toBe(3);
  expect(finished).toBe(false);
  expect(bound).toBeGreaterThanOrEqual(score.served);
  expect(bound).toBeLessThanOrEqual(boundServed(event));
});

test('ends when it is told to', async () => {
  let told = 0;
  const { finished } = await prove(event, { onProgress: () => ++told < 2 });
  expect(told).toBe(3); // twice on the way, and at the end
  expect(finished).toBe(false);
});
