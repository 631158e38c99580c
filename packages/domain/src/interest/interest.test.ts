import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newId } from '../kernel/ids.ts';
import { INTEREST_LEVELS } from '../sessions/interest-level.ts';
import { counted, NO_TOTALS, personalOrder, WEIGHTS } from './interest.ts';

it('the levels weigh 0, 25, 75 and 100, and grow with the interest', () => {
  expect(INTEREST_LEVELS.map((level) => WEIGHTS[level])).toEqual([0, 25, 75, 100]);
});

it('totals count every answer once and weigh their sum', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...INTEREST_LEVELS), fc.boolean())), (answers) => {
      const totals = answers.reduce((sum, [level, help]) => counted(sum, level, help), NO_TOTALS);
      expect(totals.none + totals.maybe + totals.want + totals.must).toBe(answers.length);
      expect(totals.weight).toBe(totals.maybe * 25 + totals.want * 75 + totals.must * 100);
      expect(totals.canHelpLead).toBe(answers.filter(([, help]) => help).length);
    }),
  );
});

it('each person meets equal sessions in an order of their own, the same one every time', () => {
  const sessions = Array.from({ length: 8 }, () => newId());
  const orders = Array.from({ length: 20 }, () => newId()).map((who) => {
    const order = () => sessions.toSorted((a, b) => personalOrder(who, a) - personalOrder(who, b)).join();
    expect(order()).toBe(order());
    return order();
  });
  expect(new Set(orders).size).toBeGreaterThan(15);
});
