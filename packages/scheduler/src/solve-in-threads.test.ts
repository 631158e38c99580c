import { expect, test, vi } from 'vitest';
import { bestChain, chainSeed } from './chains.ts';
import { generateProblem } from './generate.ts';
import { scoreSchedule } from './score.ts';
import { solve, type Progress } from './solve.ts';
import { solveInThreads } from '../threads/solve-in-threads.ts';

vi.setConfig({ testTimeout: 60_000 }); // threads take long to start where others use the machine

const event = generateProblem({ people: 60, sessions: 24, slots: 6, areas: 5, seed: 4, kind: 'full' });

test('chains give what they give one after the other, the best of them, every time', async () => {
  for (const seed of [1, 2]) {
    const options = { seed, iterations: 6_000 };
    const alone = [0, 1, 2].map((chain) => solve(event, { ...options, seed: chainSeed(seed, chain) }));
    const best = bestChain(alone.map(({ score }) => score));
    const expected = {
      ...alone[best],
      seed,
      chain: best,
      chains: 3,
      tried: alone.reduce((sum, { iterations }) => sum + iterations, 0),
    };
    expect(await solveInThreads(event, { ...options, chains: 3 })).toEqual(expected);
    expect(await solveInThreads(structuredClone(event), { ...options, chains: 3 })).toEqual(expected);
  }
  const served = [0, 1, 2].map((chain) => solve(event, { seed: chainSeed(1, chain), iterations: 6_000 }));
  expect(new Set(served.map(({ placements }) => JSON.stringify(placements))).size).toBe(3);
});

test('of equal schedules that of the first chain is taken, also when a later one is proven first', async () => {
  const easy = generateProblem({ people: 6, sessions: 4, slots: 4, areas: 2, seed: 1, kind: 'plain' });
  const alone = solve(easy, { seed: 9, iterations: 50_000 });
  expect(alone.score.served).toBe(alone.bound);
  for (let i = 0; i < 3; i++) {
    const found = await solveInThreads(easy, { seed: 9, iterations: 50_000, chains: 4 });
    expect(found.chain).toBe(0);
    expect(found.placements).toEqual(alone.placements);
  }
});

test('aborted before it begins, at once or later, it gives a schedule that keeps every hard rule', async () => {
  for (const milliseconds of [undefined, 0, 150, 400]) {
    const stop = new AbortController();
    if (milliseconds === undefined) stop.abort();
    else setTimeout(() => stop.abort(), milliseconds);
    const budget = milliseconds === 400 ? { iterations: 1e9 } : { seconds: 1000 };
    const found = await solveInThreads(event, { seed: 1, chains: 2, ...budget, signal: stop.signal });
    expect(scoreSchedule(event, found)).toEqual(found.score);
    expect(found.score.violations).toEqual([]);
  }
});

test('says how far all chains are, and what it says only gets better', async () => {
  const told: { progress: Progress; share: number }[] = [];
  const onProgress = (progress: Progress, share: number): void => void told.push({ progress, share });
  const found = await solveInThreads(event, { seed: 1, chains: 2, iterations: 300_000, onProgress });
  expect(told.length).toBeGreaterThan(2);
  const worth = told.map(({ progress }) => progress.placed * 1e6 + progress.served);
  expect(worth).toEqual(worth.toSorted((a, b) => a - b));
  const iterations = told.map(({ progress }) => progress.iterations);
  expect(iterations).toEqual(iterations.toSorted((a, b) => a - b));
  expect(iterations.at(-1)).toBe(found.tried);
  expect(told.at(-1)!.share).toBe(1);
});

test('refuses what makes no sense, and passes on what goes wrong in a thread', async () => {
  const none = { seed: 1, iterations: 10 };
  await expect(solveInThreads(event, { ...none, chains: 0 })).rejects.toThrow(
    'chains: expected a whole number from 1, found 0',
  );
  await expect(solveInThreads(event, { seed: 1, chains: 1 })).rejects.toThrow(
    'expected either iterations or seconds',
  );
  const broken = { ...event, people: event.people.map((one) => ({ ...one, interest: { nobody: 1 } })) };
  await expect(solveInThreads(broken, { ...none, chains: 2 })).rejects.toThrow('no session "nobody"');
});
