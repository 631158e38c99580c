import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryPlacements, arbitraryProblem, feasiblePlacements } from '../testing/arbitrary-problem.ts';
import { priceAllCells, priceAllSwaps, priceMove, type MoveWish } from './price-move.ts';
import type { Placement, Problem } from './problem.ts';
import { scoreSchedule } from './score.ts';

const moves = arbitraryProblem().chain((problem) => {
  const session = fc.constantFrom(...problem.sessions.map(({ id }) => id));
  const cell = fc.record({
    slot: fc.constantFrom(...problem.slots.map(({ id }) => id)),
    area: fc.constantFrom(...problem.areas.map(({ id }) => id)),
  });
  return fc.record({
    problem: fc.constant(problem),
    placements: arbitraryPlacements(problem).map((placements) => feasiblePlacements(problem, placements)),
    session,
    to: fc.option(cell, { freq: 8 }),
    swap: fc.boolean(),
  });
});

test('the price is the difference of two scores, and what is refused would break a rule', () => {
  let allowed = 0;
  let refused = 0;
  fc.assert(
    fc.property(moves, ({ problem, placements, session, to, swap }) => {
      const there = placements.find(({ slot, area }) => slot === to?.slot && area === to.area)?.session;
      const move: MoveWish = {
        session,
        to,
        ...(swap && there && there !== session ? { swapWith: there } : {}),
      };
      const before = scoreSchedule(problem, { placements });
      const after = scoreSchedule(problem, { placements: afterMove(placements, move) });
      const price = priceMove(problem, placements, move);
      if (!price.ok) {
        refused++;
        expect(price.refusals.length).toBeGreaterThan(0);
        // A pinned session that was unplaced already broke its pin; any other refusal adds a violation.
        const pinned = price.refusals.every(({ kind }) => kind === 'pinned');
        if (pinned) expect(after.hard).toBeGreaterThan(0);
        else expect(after.violations.filter(({ rule }) => rule !== 'pin').length).toBeGreaterThan(0);
        return;
      }
      allowed++;
      expect(after.hard).toBeLessThanOrEqual(before.hard);
      expect(price.served).toBe(after.served - before.served);
      expect(price.placed).toBeCloseTo(after.placed - before.placed, 9);
      expect(price.seatsShort).toBe(after.seatsShort - before.seatsShort);
      expect(price.gained.interest - price.lost.interest).toBe(price.served);
    }),
    { numRuns: 1000 },
  );
  expect(allowed).toBeGreaterThan(150);
  expect(refused).toBeGreaterThan(150);
});

test('the price of every cell is the price of the move there', () => {
  fc.assert(
    fc.property(moves, ({ problem, placements, session }) => {
      const cells = priceAllCells(problem, placements, session);
      expect(cells).toHaveLength(problem.slots.length * problem.areas.length);
      for (const { slot, area, price } of cells) {
        expect(price).toEqual(priceMove(problem, placements, { session, to: { slot, area } }));
      }
    }),
    { numRuns: 50 },
  );
});

test('the price of every swap is the price of that move', () => {
  let swaps = 0;
  fc.assert(
    fc.property(moves, ({ problem, placements, session }) => {
      const others = placements.filter((one) => one.session !== session);
      const priced = priceAllSwaps(problem, placements, session);
      expect(priced).toEqual(
        others.map(({ session: swapWith, slot, area }) => ({
          session: swapWith,
          price: priceMove(problem, placements, { session, to: { slot, area }, swapWith }),
        })),
      );
      swaps += priced.length;
    }),
    { numRuns: 300 },
  );
  expect(swaps).toBeGreaterThan(100);
});

const slot = (id: string, day: string) => ({ id, day, start: '10:00', end: '10:50' });
const board: Problem = {
  format: 'plenary-problem/1',
  slots: [slot('t1', '2027-04-28'), slot('t2', '2027-04-28'), slot('u1', '2027-04-29')],
  areas: [
    { id: 'a', seats: 1, features: [], closed: ['u1'] },
    { id: 'b', seats: null, features: ['screen'] },
    { id: 'c', seats: null, features: ['screen'] },
  ],
  sessions: [
    { id: 'talk', leads: ['ann', 'bob'], needs: ['screen'] },
    { id: 'build', leads: ['ann'] },
    { id: 'walk', notWith: ['talk'], length: 2 },
    { id: 'retro', after: ['talk'], slots: ['t2', 'u1'] },
    { id: 'opening', pin: { slot: 't1', area: 'c' } },
  ],
  people: [
    { id: 'ann', absent: ['u1'], interest: {} },
    { id: 'bob', interest: { build: 50, retro: 20 } },
    { id: 'cem', interest: { build: 100, talk: 75 } },
  ],
};
const placements: Placement[] = [
  { session: 'talk', slot: 't1', area: 'b' },
  { session: 'build', slot: 't2', area: 'b' },
  { session: 'opening', slot: 't1', area: 'c' },
];

test('each refusal names who and what stands in the way', () => {
  const refusals = (session: string, slotId: string, area: string) => {
    const price = priceMove(board, placements, { session, to: { slot: slotId, area } });
    return price.ok ? [] : price.refusals;
  };
  expect(refusals('talk', 't2', 'b')).toEqual([
    { kind: 'lead-clash', person: 'ann', session: 'build' },
    { kind: 'cell-taken', session: 'build' },
  ]);
  expect(refusals('talk', 'u1', 'a')).toEqual([
    { kind: 'lead-absent', person: 'ann' },
    { kind: 'missing-feature', feature: 'screen' },
    { kind: 'area-closed' },
  ]);
  expect(refusals('walk', 't1', 'a')).toEqual([{ kind: 'not-with', session: 'talk' }]);
  expect(refusals('walk', 't2', 'a')).toEqual([{ kind: 'leaves-day' }]);
  expect(refusals('retro', 't1', 'a')).toEqual([
    { kind: 'slot-not-allowed' },
    { kind: 'after', session: 'talk' },
  ]);
  expect(refusals('opening', 't1', 'a')).toEqual([{ kind: 'pinned' }]);
  expect(priceMove(board, placements, { session: 'opening', to: null })).toEqual({
    ok: false,
    refusals: [{ kind: 'pinned' }],
  });
});

test('a swap is judged for both, and priced as one', () => {
  const swap = { session: 'talk', to: { slot: 't2', area: 'b' }, swapWith: 'build' };
  expect(priceMove(board, placements, swap)).toMatchObject({ ok: true, served: 0 });
  const intoSmall = priceMove(board, [{ session: 'build', slot: 't2', area: 'a' }, placements[0]!], {
    session: 'build',
    to: { slot: 't1', area: 'b' },
    swapWith: 'talk',
  });
  expect(intoSmall).toEqual({
    ok: false,
    refusals: [{ kind: 'missing-feature', feature: 'screen', of: 'talk' }],
  });
});

test('seats that are short are part of the price', () => {
  const price = priceMove(board, placements, { session: 'build', to: { slot: 't2', area: 'a' } });
  // In the small area only ann, who leads, has a seat: cem and bob lose.
  expect(price).toEqual({
    ok: true,
    served: -150,
    placed: 0,
    gained: { people: 0, interest: 0 },
    lost: { people: 2, interest: 150 },
    seatsShort: 2,
  });
});

test('unknown ids are a mistake of the caller', () => {
  expect(() => priceMove(board, [], { session: 'x', to: null })).toThrow('no session "x" in the problem');
  expect(() => priceAllCells(board, [], 'x')).toThrow(RangeError);
});

function afterMove(before: readonly Placement[], { session, to, swapWith }: MoveWish): Placement[] {
  const old = before.find((placement) => placement.session === session);
  const others = before.filter(
    (placement) => placement.session !== session && placement.session !== swapWith,
  );
  if (to) others.push({ session, ...to });
  if (swapWith !== undefined && old) others.push({ ...old, session: swapWith });
  return others;
}
