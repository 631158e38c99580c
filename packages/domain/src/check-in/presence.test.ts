import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ABSENT, doorDay, isHere, presenceAfter, presenceByDay, type DoorMark } from './presence.ts';

const at = (time: string): string => `2026-04-28T${time}:00.000Z`;
const mark = (key: string, kind: DoorMark['kind'], time: string, by = 'Hanna'): DoorMark => {
  return { key, kind, at: at(time), by };
};

/** What two helpers said on one day, each in their own order. */
const log = (helper: string) =>
  fc
    .array(fc.tuple(fc.constantFrom('here' as const, 'left' as const, 'undo' as const), fc.nat(30)), {
      maxLength: 8,
    })
    .map((said) =>
      said.map(([kind, minute], n) =>
        mark(`${helper}${n}`, kind, `09:${String(minute).padStart(2, '0')}`, helper),
      ),
    );

describe('who is here', () => {
  it('is the same whatever order the logs of two helpers arrive in, and however often', () => {
    const arrivals = fc.tuple(log('Hanna'), log('Igor')).chain(([hanna, igor]) => {
      const all = [...hanna, ...igor];
      const repeated = fc.array(
        fc.constantFrom(...all, ...(all.length === 0 ? [mark('x', 'left', '09:00')] : [])),
        { maxLength: 6 },
      );
      return fc.tuple(
        fc.constant(all),
        repeated.chain((more) =>
          fc.shuffledSubarray([...all, ...(all.length === 0 ? [] : more)], {
            minLength: all.length + (all.length === 0 ? 0 : more.length),
          }),
        ),
      );
    });
    fc.assert(
      fc.property(arrivals, ([all, arrived]) => {
        expect(presenceAfter(arrived)).toEqual(presenceAfter(all));
      }),
    );
  });

  it('counts the first arrival after the last undo, and nothing before it', () => {
    fc.assert(
      fc.property(log('Hanna'), log('Igor'), (hanna, igor) => {
        const all = [...hanna, ...igor];
        const order = (one: DoorMark) => `${one.at} ${one.key}`;
        const undone =
          all
            .filter(({ kind }) => kind === 'undo')
            .map(order)
            .toSorted()
            .at(-1) ?? '';
        const arrivals = all.filter((one) => one.kind === 'here' && order(one) > undone);
        const first = arrivals.toSorted((a, b) => (order(a) < order(b) ? -1 : 1))[0];
        expect(presenceAfter(all).arrivedAt).toBe(first?.at ?? null);
        expect(presenceAfter(all).arrivedBy).toBe(first?.by ?? null);
      }),
    );
  });

  it('is the first who said so; a later undo wins over an earlier check-in, not over a later one', () => {
    const early = mark('b', 'here', '08:30', 'Igor');
    const late = mark('a', 'here', '09:10');
    expect(presenceAfter([late, early])).toEqual({ arrivedAt: early.at, arrivedBy: 'Igor', leftAt: null });
    expect(presenceAfter([mark('c', 'undo', '09:00'), early])).toEqual(ABSENT);
    expect(presenceAfter([mark('c', 'undo', '09:00'), early, late])).toMatchObject({ arrivedAt: late.at });
  });

  it('is not who has left, and again who came back', () => {
    const left = presenceAfter([mark('a', 'here', '09:00'), mark('b', 'left', '12:00')]);
    expect([left.leftAt, isHere(left)]).toEqual([at('12:00'), false]);
    const back = presenceAfter([
      mark('a', 'here', '09:00'),
      mark('b', 'left', '12:00'),
      mark('c', 'here', '13:00'),
    ]);
    expect(back).toEqual({ arrivedAt: at('09:00'), arrivedBy: 'Hanna', leftAt: null });
    expect(presenceAfter([mark('b', 'left', '12:00')])).toEqual(ABSENT);
  });

  it('is asked anew every day; the night belongs to the evening before', () => {
    const shanghai = 'Asia/Shanghai'; // UTC+8
    expect(doorDay('2026-04-28T19:59:00.000Z', shanghai)).toBe('2026-04-28'); // 03:59 on the 29th
    expect(doorDay('2026-04-28T20:00:00.000Z', shanghai)).toBe('2026-04-29');
    const days = presenceByDay([mark('a', 'here', '01:00'), mark('b', 'here', '21:00')], shanghai);
    expect([...days.keys()].toSorted()).toEqual(['2026-04-28', '2026-04-29']);
  });
});
