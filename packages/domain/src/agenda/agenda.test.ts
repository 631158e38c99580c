import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agendaOf, overlap, type Mine, type ReleasedPlace } from './agenda.ts';

const at = (hour: number) => `2026-04-28T${String(hour).padStart(2, '0')}:00:00.000Z`;

function place(sessionId: string, from: number, to: number, cancelled = false): ReleasedPlace {
  return {
    sessionId,
    headline: sessionId.toUpperCase(),
    areaId: 'area',
    areaLabel: '1',
    slotId: `slot-${from}`,
    startsAt: at(from),
    endsAt: at(to),
    cancelled,
  };
}

const mine = (answers: Record<string, Mine['level'] | 'lead'>) =>
  new Map(
    Object.entries(answers).map(([id, level]): [string, Mine] => [
      id,
      level === 'lead' ? { level: 'must', leads: true } : { level, leads: false },
    ]),
  );

describe('an agenda', () => {
  it('holds what I lead, must, want and maybe, by time, and says why', () => {
    const places = [
      place('a', 3, 4),
      place('b', 1, 2),
      place('c', 2, 3),
      place('d', 4, 5),
      place('e', 5, 6),
      place('f', 6, 7),
    ];
    const entries = agendaOf(places, mine({ a: 'must', b: 'lead', c: 'maybe', d: 'none', e: 'want' }));
    expect(entries.map((entry) => [entry.sessionId, entry.reason])).toEqual([
      ['b', 'lead'],
      ['c', 'maybe'],
      ['a', 'must'],
      ['e', 'want'],
    ]);
  });

  it('names what clashes: only what I lead, must or want, at the same time, and takes place', () => {
    const places = [
      place('a', 1, 3),
      place('b', 2, 4),
      place('c', 3, 4),
      place('d', 1, 3),
      place('e', 1, 3, true),
    ];
    const entries = agendaOf(places, mine({ a: 'lead', b: 'want', c: 'must', d: 'maybe', e: 'must' }));
    const clashes = Object.fromEntries(
      entries.map((entry) => [
        entry.sessionId,
        entry.clashes.map((other) => `${other.reason} ${other.headline}`),
      ]),
    );
    expect(clashes).toEqual({ a: ['want B'], b: ['lead A', 'must C'], c: ['want B'], d: [], e: [] });
  });

  it('says what falls into the time I am away', () => {
    const entries = agendaOf([place('a', 1, 2), place('b', 2, 4)], mine({ a: 'must', b: 'must' }), [
      { startsAt: at(3), endsAt: at(5) },
    ]);
    expect(entries.map((entry) => entry.missed)).toEqual([false, true]);
  });

  it('has clashes that are mutual, never with oneself, and exactly where times overlap', () => {
    const session = fc.record({
      from: fc.integer({ min: 0, max: 8 }),
      hours: fc.integer({ min: 1, max: 3 }),
      cancelled: fc.boolean(),
      answer: fc.constantFrom('none', 'maybe', 'want', 'must', 'lead') as fc.Arbitrary<
        Mine['level'] | 'lead'
      >,
    });
    fc.assert(
      fc.property(fc.array(session, { maxLength: 8 }), (sessions) => {
        const places = sessions.map((one, i) =>
          place(`s${i}`, one.from, one.from + one.hours, one.cancelled),
        );
        const answers = mine(Object.fromEntries(sessions.map((one, i) => [`s${i}`, one.answer])));
        const entries = agendaOf(places, answers);
        const pairs = (list: readonly (readonly [string, string])[]) =>
          list.map((pair) => pair.join()).toSorted();
        const named = entries.flatMap((entry) =>
          entry.clashes.map((other) => [entry.sessionId, other.sessionId] as const),
        );
        const binding = places.filter((one, i) => {
          const answer = sessions[i]?.answer;
          return answer !== 'none' && answer !== 'maybe' && !one.cancelled;
        });
        const expected = binding.flatMap((one) =>
          binding
            .filter((other) => other !== one && overlap(one, other))
            .map((other) => [one.sessionId, other.sessionId] as const),
        );
        expect(pairs(named)).toEqual(pairs(expected));
        expect(pairs(named.map(([a, b]) => [b, a] as const))).toEqual(pairs(named));
      }),
    );
  });
});
