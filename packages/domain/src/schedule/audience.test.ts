import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedAudience, relativeVotes, shareThatComes } from './audience.ts';

const room = { people: 90, parallel: 6, relative: 1 };

describe('who will come', () => {
  it('is two thirds of a fair share of the people, half of the time within a factor of 1.5', () => {
    const usual = shareThatComes([]);
    expect(usual).toBeCloseTo(0.66, 10);
    expect(expectedAudience({ people: 900, parallel: 6, relative: 1 }, usual)).toEqual({
      heads: 99,
      low: 68, // 99 ÷ 1.456
      high: 144,
    });
  });

  it('is drawn towards what was counted, the more the oftener', () => {
    const counted = (times: number) => Array.from({ length: times }, () => ({ ...room, heads: 30 }));
    const shares = [0, 1, 4, 400].map((times) => shareThatComes(counted(times)));
    expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
    expect(shares[2]).toBeCloseTo(Math.sqrt(0.66 * 2), 10); // four counts weigh as much as the table
    expect(shares[3]).toBeGreaterThan(1.95);
    expect(shareThatComes([{ ...room, heads: 0 }])).toBeGreaterThan(0);
  });

  it('grows with the votes and is never more than there are people', () => {
    const votes = fc.array(
      fc.record({ votes: fc.nat(300), sinceProposed: fc.nat(3000) }).map((one) => ({
        votes: one.votes,
        sinceProposed: one.sinceProposed + one.votes,
      })),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(votes, fc.integer({ min: 1, max: 500 }), (sessions, people) => {
        const relative = relativeVotes(sessions);
        const mean = relative.reduce((sum, one) => sum + one, 0) / relative.length;
        expect(mean).toBeCloseTo(1, 6);
        for (const one of relative) {
          const { heads, low, high } = expectedAudience({ people, parallel: 1, relative: one }, 0.66);
          expect(low <= heads && heads <= high && high <= people).toBe(true);
        }
      }),
    );
  });

  it('gives a late proposal what it would have had with more time', () => {
    const early = { votes: 20, sinceProposed: 400 };
    const [old = 0, late = 0] = relativeVotes([early, { votes: 10, sinceProposed: 40 }, early, early]);
    expect(late).toBeGreaterThan(old / 2);
    expect(relativeVotes([])).toEqual([]);
    expect(relativeVotes([{ votes: 0, sinceProposed: 0 }])).toEqual([1]);
  });
});
