import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '../kernel/ids.ts';
import { INVITATION_STATES, mayBecome, predictArrivals, TRANSITIONS } from './invitation.ts';
import { invitationToken, readInvitationToken } from './invitation-link.ts';

describe('the states of an invitation', () => {
  it('lead from a request to every other one', () => {
    const reached = new Set(['requested']);
    for (let size = 0; size !== reached.size;) {
      size = reached.size;
      for (const from of INVITATION_STATES)
        if (reached.has(from)) TRANSITIONS[from].forEach((to) => reached.add(to));
    }
    expect([...reached].toSorted()).toEqual(INVITATION_STATES.toSorted());
  });

  it('give a place only to somebody who was invited, or at the door', () => {
    const before = (state: 'confirmed' | 'attended') =>
      INVITATION_STATES.filter((from) => mayBecome(from, state));
    expect(before('confirmed')).toEqual(['invited', 'attended']);
    expect(before('attended')).toEqual([
      ...['requested', 'waitlisted', 'invited', 'confirmed', 'no-show', 'expired', 'withdrawn'],
    ]);
  });
});

describe('predicted arrivals', () => {
  it('weigh regulars and newcomers by their rates', () => {
    const rates = { noShowRegulars: 11, noShowNewcomers: 32 };
    expect(predictArrivals({ regulars: 20, newcomers: 30 }, rates)).toBe(38.2);
    expect(predictArrivals({ regulars: 0, newcomers: 0 }, rates)).toBe(0);
  });

  it('are never more than the people nor fewer than none', () => {
    const count = fc.nat(5000);
    const rate = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(count, count, rate, rate, (regulars, newcomers, noShowRegulars, noShowNewcomers) => {
        const arrivals = predictArrivals({ regulars, newcomers }, { noShowRegulars, noShowNewcomers });
        expect(arrivals).toBeGreaterThanOrEqual(0);
        expect(arrivals).toBeLessThanOrEqual(regulars + newcomers);
      }),
    );
  });
});

describe('the secret link', () => {
  const secret = 's'.repeat(43);

  it('opens the invitation it was made for', () => {
    const id = newId();
    expect(readInvitationToken(secret, invitationToken(secret, id))).toBe(id);
  });

  it('opens nothing else', () => {
    const [mine, theirs] = [newId(), newId()];
    const token = invitationToken(secret, mine);
    const wrong = [
      token.replace(mine, theirs),
      invitationToken('another secret', mine),
      `${token}.x`,
      `${token}x`,
      token.slice(0, -1),
      mine,
      `${mine}.`,
      '',
      '.',
    ];
    for (const attempt of wrong) expect(readInvitationToken(secret, attempt)).toBeNull();
    fc.assert(fc.property(fc.string(), (attempt) => readInvitationToken(secret, attempt) === null));
  });
});
