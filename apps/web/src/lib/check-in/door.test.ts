import type { DoorPerson } from '@plenary/domain/check-in/door-queries.ts';
import { describe, expect, it } from 'vitest';
import {
  codeIn,
  merged,
  nameHas,
  readState,
  readWaiting,
  secondsSince,
  withWaiting,
  type WaitingMark,
} from './door.ts';

const ADA: DoorPerson = {
  ...{ id: 'ada', name: 'Ada Lovelace', affiliation: '', state: 'confirmed', digest: 'd' },
  ...{ arrivedAt: null, arrivedBy: null, leftAt: null },
};
const mark = (key: string, kind: WaitingMark['kind'], madeAt = 0, invitationId = 'ada'): WaitingMark => {
  return { key, kind, madeAt, invitationId };
};
const CODE = `${'0'.repeat(26)}.${'A-_z'.repeat(5)}Az`;

describe('a door without a network', () => {
  it('shows people as they stand with what waits', () => {
    const shown = (...waiting: WaitingMark[]) => {
      const { arrivedAt, leftAt } = withWaiting(ADA, waiting, 'now');
      return [arrivedAt, leftAt];
    };
    expect(shown(mark('a', 'here'))).toEqual(['now', null]);
    expect(shown(mark('a', 'here'), mark('b', 'left'))).toEqual(['now', 'now']);
    expect(shown(mark('a', 'here'), mark('b', 'left'), mark('c', 'here'))).toEqual(['now', null]);
    expect(shown(mark('a', 'here'), mark('b', 'undo'))).toEqual([null, null]);
    expect(shown(mark('a', 'here', 0, 'bob'), mark('b', 'left'))).toEqual([null, null]);
  });

  it('says how long ago a mark was made, so that a clock that is hours wrong says nothing wrong', () => {
    const hour = 3_600_000;
    for (const wrongBy of [-9 * hour, 0, 26 * hour])
      expect(secondsSince(1_000_000 + wrongBy, 1_000_000 + wrongBy + 90_400)).toBe(90);
    expect(secondsSince(5000, 0)).toBe(0); // put back meanwhile
    expect(secondsSince(0, 400 * 24 * hour)).toBe(14 * 86_400);
  });

  it('keeps the marks of two windows, each once, without those that are answered', () => {
    const [a, b, c] = [mark('a', 'here', 2), mark('b', 'left', 1), mark('c', 'undo', 3)];
    expect(merged([a, b], [b, c], new Set()).map(({ key }) => key)).toEqual(['b', 'a', 'c']);
    expect(merged([a], [a, b], new Set(['a'])).map(({ key }) => key)).toEqual(['b']);
  });

  it('takes up what an earlier version kept, and drops what is none', () => {
    const kept = [mark('a', 'here'), { key: 'b', kind: 'here', code: CODE, madeAt: 1, later: 'field' }];
    expect(readWaiting(JSON.stringify([...kept, { key: 'c' }, null, 7]))).toEqual(kept);
    for (const broken of [null, '', '{', '{}', '7'])
      expect([broken, readWaiting(broken)]).toEqual([broken, []]);
    expect(readState(JSON.stringify({ asOf: 'x', people: [ADA] }))).toEqual({ asOf: 'x', people: [ADA] });
    for (const broken of [null, '[]', '{"asOf":1}']) expect(readState(broken)).toBeUndefined();
  });

  it('reads our codes, wherever the site was when the badge was printed, and nothing else', () => {
    expect(codeIn(` https://old.example.org/check-in/${CODE}`)).toBe(CODE);
    expect(codeIn(CODE)).toBe(CODE);
    for (const other of ['', 'https://example.org', `${CODE}x`, `https://a.b/c/${CODE}`, 'WIFI:S:x;;'])
      expect([other, codeIn(other)]).toEqual([other, undefined]);
  });

  it('finds names by parts, in any case and without accents', () => {
    expect(nameHas('Zoë Müller', 'mull ZOE')).toBe(true);
    expect(nameHas('Zoë Müller', '')).toBe(true);
    expect(nameHas('Zoë Müller', 'mill')).toBe(false);
  });
});
