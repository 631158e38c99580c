import { expect, test } from 'vitest';
import { explainPlacement, explainUnplaced } from './explain.ts';
import type { Placement, Problem, ProblemSession } from './problem.ts';

const slot = (id: string) => ({ id, day: '2027-04-28', start: '10:00', end: '10:50' });

function eventWith(session: Omit<ProblemSession, 'id'>): Problem {
  return {
    format: 'plenary-problem/1',
    slots: [slot('t1'), slot('t2'), slot('t3')],
    areas: [
      { id: 'a', seats: 1, features: ['screen'], closed: ['t3'] },
      { id: 'b', seats: null },
    ],
    sessions: [{ id: 'one', leads: ['ann'] }, { id: 'two' }, { id: 'new', ...session }],
    people: [
      { id: 'ann', absent: ['t3'], interest: { two: 75 } },
      { id: 'bob', absent: ['t1'], interest: { one: 50, two: 100 } },
    ],
  };
}

const placements: Placement[] = [
  { session: 'one', slot: 't1', area: 'a' },
  { session: 'two', slot: 't2', area: 'b' },
];

test.each<[string, Omit<ProblemSession, 'id'>, string]>([
  ['features that no area has', { needs: ['screen', 'quiet'] }, 'No area has "screen" and "quiet".'],
  [
    'leads',
    { leads: ['ann'], slots: ['t1', 't3'] },
    'In t1 ann already leads one then; in t3 ann is absent then.',
  ],
  ['taken areas', { needs: ['screen'], slots: ['t1'] }, 'In t1 every area with "screen" is taken.'],
  ['closed areas', { needs: ['screen'], slots: ['t3'] }, 'In t3 every area with "screen" is closed.'],
  ['length', { length: 2, slots: ['t3'] }, 'In t3 the session is longer than what is left of the day.'],
  ['order', { after: ['two'], slots: ['t1', 't2'] }, 'In t1, t2 the order with two would be wrong.'],
  ['no slots', { slots: [] }, 'It may start in no slot.'],
  ['a place left', { slots: ['t1'] }, 'In t1 area b would be free.'],
])('an unplaced session is explained by %s', (_, session, reason) => {
  expect(explainUnplaced(eventWith(session), { placements })).toEqual([{ session: 'new', reason }]);
});

test('a placed session is explained by who attends and what other cells would cost', () => {
  const explanation = explainPlacement(eventWith({}), { placements }, 'two');
  expect(explanation.attendees).toEqual([
    { person: 'ann', weight: 75 },
    { person: 'bob', weight: 100 },
  ]);
  expect(explanation.interest).toBe(175);
  expect(explanation.reason).toBe(
    'two is in t2, area b: 2 people attend, interest 175. The best other free cell, t2, area a, would serve 75 less.',
  );
  expect(explanation.alternatives).toHaveLength(5);
  const taken = explanation.alternatives.find(({ slot: id, area }) => id === 't1' && area === 'a');
  expect(taken?.price).toEqual({ ok: false, refusals: [{ kind: 'cell-taken', session: 'one' }] });
});

test('an unplaced session is explained with the price of every cell', () => {
  const explanation = explainPlacement(eventWith({ slots: ['t2'] }), { placements }, 'new');
  expect(explanation.placement).toBeNull();
  expect(explanation.alternatives).toHaveLength(6);
});
