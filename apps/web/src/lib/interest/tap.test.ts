import { describe, expect, it } from 'vitest';
import { joined, readTaps, waitBefore, withTap, type Tap } from './tap.ts';

const tap: Tap = { sessionId: 's', to: '/shanghai/interest/say', number: 1 };
const unanswered = { level: null, canHelpLead: false, leads: false };

describe('a tap on its way', () => {
  it('shows at once what it says', () => {
    expect(withTap(unanswered, undefined)).toEqual(unanswered);
    expect(withTap(unanswered, { ...tap, level: 'must' })).toEqual({ ...unanswered, level: 'must' });
    expect(withTap(unanswered, { ...tap, canHelpLead: true })).toEqual({
      ...unanswered,
      level: 'want',
      canHelpLead: true,
    });
    expect(withTap({ ...unanswered, level: 'must' }, { ...tap, level: 'unanswered' })).toEqual(unanswered);
  });

  it('changes nothing for a lead', () => {
    const lead = { level: 'must', canHelpLead: false, leads: true } as const;
    expect(withTap(lead, { ...tap, level: 'none' })).toEqual(lead);
  });

  it('joins a later one about the same session', () => {
    expect(
      joined({ ...tap, level: 'want', canHelpLead: true }, { ...tap, level: 'must', number: 2 }),
    ).toEqual({
      ...tap,
      level: 'must',
      canHelpLead: true,
      number: 2,
    });
  });
});

describe('taps kept on a device', () => {
  it('come back as they were', () => {
    expect(readTaps(JSON.stringify([tap]))).toEqual([tap]);
  });

  it('are dropped when they are no taps, or would be sent to another place', () => {
    expect(readTaps(null)).toEqual([]);
    expect(readTaps('{')).toEqual([]);
    expect(readTaps('{"a":1}')).toEqual([]);
    expect(
      readTaps(
        JSON.stringify([
          { ...tap, to: 'https://evil.example/interest/say' },
          { ...tap, to: '//evil/say' },
          null,
          7,
        ]),
      ),
    ).toEqual([]);
  });
});

it('tries again after 1, 2, 4 … seconds, never less often than every half minute', () => {
  expect([0, 1, 2, 5, 50].map(waitBefore)).toEqual([1000, 2000, 4000, 30_000, 30_000]);
});
