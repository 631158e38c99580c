import { problemKey } from '@plenary/domain/schedule/problem-key.ts';
import type { SolverTask } from '@plenary/domain/schedule/solver-run.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { createSolverRuns, type SolverRuns, type SolverRunState } from './solver-runs.ts';

// Ann wants two sessions that compete for one slot, so that the value of a schedule never reaches
// the bound of its people alone and a run takes its time.
const problem: SolverTask['problem'] = {
  format: 'plenary-problem/1',
  slots: [{ id: 't1', day: '2026-04-28', start: '09:00', end: '10:00' }],
  areas: [
    { id: 'a', seats: 1 },
    { id: 'b', seats: 1 },
  ],
  sessions: [{ id: 's1' }, { id: 's2', leads: ['ann'] }, { id: 's3', leads: ['ann'] }],
  people: [
    { id: 'ann', interest: { s1: 50, s2: 100 } },
    { id: 'bob', interest: { s1: 100, s3: 75 } },
    { id: 'eve', interest: { s1: 100, s2: 75 } },
  ],
};
// All find a place in two slots. Each of three people wants another two of three sessions, so that one
// of them has to choose; people alone would take 600.
const provable: SolverTask['problem'] = {
  format: 'plenary-problem/1',
  slots: [
    { id: 't1', day: '2026-04-28', start: '09:00', end: '10:00' },
    { id: 't2', day: '2026-04-28', start: '10:00', end: '11:00' },
  ],
  areas: [
    { id: 'a', seats: null },
    { id: 'b', seats: null },
  ],
  sessions: [{ id: 's1' }, { id: 's2' }, { id: 's3' }, { id: 's4' }],
  people: [
    { id: 'ann', interest: { s1: 100, s2: 100 } },
    { id: 'bob', interest: { s2: 100, s3: 100 } },
    { id: 'eve', interest: { s1: 100, s3: 100 } },
  ],
};
const task = (seconds: number) => ({ problem, initial: [], seconds, draftVersion: 7 });

describe('scheduler runs of a process', () => {
  let runs: SolverRuns;
  const failures: unknown[] = [];
  const fresh = (): SolverRuns => (runs = createSolverRuns((_, error) => void failures.push(error)));
  afterEach(() => {
    runs.close();
    expect(failures.splice(0)).toEqual([]);
  });

  async function finished(eventId: string): Promise<Extract<SolverRunState, { kind: 'done' }>> {
    for (let lowest = Infinity; ;) {
      const state = runs.state(eventId);
      expect(state?.bound ?? lowest).toBeLessThanOrEqual(lowest);
      lowest = state?.bound ?? lowest;
      if (state?.kind === 'done') return state;
      if (state?.kind !== 'running') throw new Error(`The run is ${state?.kind ?? 'forgotten'}.`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  function watched(eventId: string): string[] | undefined {
    const state = runs.state(eventId);
    if (state?.kind !== 'running') return undefined;
    return state.placements?.map((one) => one.session).toSorted();
  }

  it('run one at a time, tell how they stand, and keep what they found until it is forgotten', async () => {
    fresh();
    expect(runs.state('one')).toBeUndefined();
    expect(runs.start('one', task(20))).toBe('started');
    expect(runs.state('one')).toMatchObject({ kind: 'running', budget: 20 });
    expect(runs.start('one', task(1))).toBe('busy-here');
    expect(runs.start('two', task(1))).toBe('busy-elsewhere');
    await expect.poll(() => watched('one'), { timeout: 10_000 }).toEqual(['s1', 's2']);
    runs.stop('one');
    expect(await finished('one')).toMatchObject({ draftVersion: 7, hard: 0, placed: 2 });
    expect(runs.start('two', task(0.1))).toBe('started');
    expect((await finished('two')).placements).toHaveLength(2);
    runs.forget('one');
    expect(runs.state('one')).toBeUndefined();
    expect(runs.state('two')).toMatchObject({ kind: 'done' });
  });

  it('end early when nothing better is possible, and remember that of the same problem only', async () => {
    fresh();
    const key = problemKey(provable);
    expect(runs.provenBound('one', key)).toBeUndefined();
    const began = performance.now();
    runs.start('one', { ...task(100), problem: provable });
    const { placed, served, bound } = await finished('one');
    expect(performance.now() - began).toBeLessThan(60_000); // the proof gives way to all else on the machine
    expect({ placed, served, bound }).toEqual({ placed: 4, served: 500, bound: 500 });
    runs.forget('one');
    expect(runs.provenBound('one', key)).toBe(500);
    expect(runs.provenBound('two', key)).toBeUndefined();
    expect(runs.provenBound('one', problemKey(problem))).toBeUndefined();
  }, 70_000);

  it('leave room for the next when a running one is forgotten', async () => {
    fresh();
    runs.start('one', task(20));
    runs.forget('one');
    expect(runs.start('two', task(0.1))).toBe('started');
    await finished('two');
    expect(runs.state('one')).toBeUndefined();
  });
});
