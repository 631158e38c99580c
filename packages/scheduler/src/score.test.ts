import { expect, test } from 'vitest';
import type { Placement, Problem } from './problem.ts';
import { scoreSchedule } from './score.ts';

const slot = (id: string, day = '2027-04-28') => ({ id, day, start: '10:00', end: '10:50' });
const at = (session: string, slotId: string, area: string): Placement => ({ session, slot: slotId, area });

const problem: Problem = {
  format: 'plenary-problem/1',
  slots: [slot('t1'), slot('t2'), slot('u1', '2027-04-29')],
  areas: [
    { id: 'small', seats: 1, features: ['screen'], closed: ['u1'] },
    { id: 'commons', seats: null },
  ],
  sessions: [
    { id: 'long', leads: ['ann'], length: 2, priority: 3 },
    { id: 'screened', needs: ['screen'], after: ['long'] },
    { id: 'quiet', leads: ['ann'], notWith: ['screened'], slots: ['t1', 't2'] },
  ],
  people: [
    { id: 'ann', absent: ['u1'], interest: { screened: 75 } },
    { id: 'bob', interest: { long: 50, screened: 100 } },
    { id: 'cem', interest: { long: 50, screened: 100, quiet: 25 } },
  ],
  previous: [at('long', 't1', 'commons'), at('quiet', 't2', 'small')],
};

test('people sit by weight, those turned away take their next choice, long sessions count per slot', () => {
  const score = scoreSchedule(problem, {
    placements: [at('long', 't1', 'commons'), at('screened', 't2', 'small')],
  });
  // t1: ann leads (100), bob 50, cem 50. t2: ann leads (100), bob sits in the only seat (100), cem takes 50.
  expect(score).toMatchObject({
    placed: 4,
    served: 200 + 250,
    unlimited: 200 + 300,
    seatsShort: 1,
    moved: 1,
  });
  expect(score.violations).toEqual([{ rule: 'after', detail: { session: 'screened', other: 'long' } }]);
});

test('what is possible counts absence, leads and lengths; the worst tenth is measured against it', () => {
  const score = scoreSchedule(problem, { placements: [at('quiet', 't1', 'small')] });
  // Possible: ann 100+100 in two slots (of long and quiet), bob 100+50+50, cem the same.
  expect(score.trivialBound).toBe(600);
  expect(score.served).toBe(100);
  expect(score.worstTenth).toBe(0);
});

test('every broken rule is counted once', () => {
  const rulesOf = (...placements: Placement[]) =>
    scoreSchedule(problem, { placements }).violations.map((violation) => violation.rule);
  expect(rulesOf(at('long', 't2', 'commons'))).toEqual(['length leaves the day']);
  expect(rulesOf(at('quiet', 'u1', 'commons'))).toEqual(['slot not allowed', 'person absent']);
  expect(rulesOf(at('screened', 'u1', 'commons'))).toEqual(['missing feature']);
  expect(rulesOf(at('screened', 'u1', 'small'))).toEqual(['area closed']);
  expect(rulesOf(at('long', 't1', 'commons'), at('quiet', 't2', 'commons'))).toEqual([
    'cell taken',
    'person in two places',
  ]);
  expect(rulesOf(at('quiet', 't1', 'commons'), at('screened', 't1', 'small'))).toEqual(['notWith']);
  expect(rulesOf(at('long', 't1', 'small'), at('long', 't2', 'small'))).toEqual(['placed twice']);
  expect(rulesOf(at('ghost', 't1', 'small'))).toEqual(['unknown']);
});
