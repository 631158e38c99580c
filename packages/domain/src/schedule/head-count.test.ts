import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf } from '../kernel/action.ts';
import { person, visitor, type Actor } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { addEvent, addOrganiser, addPerson, addSession } from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { countHeads } from './count-heads.ts';
import { headCountOf, headCountOpen } from './head-count.ts';
import { releaseSchedule } from './release-schedule.ts';

describe('heads are counted', () => {
  it('from the last quarter to the end of the day where the event is', () => {
    const place = { startsAt: '2026-04-28T02:00:00.000Z', endsAt: '2026-04-28T03:00:00.000Z' };
    expect(headCountOpen(place, 'Asia/Shanghai')).toEqual({
      from: '2026-04-28T02:45:00.000Z',
      until: '2026-04-28T16:00:00.000Z',
    });
  });

  it('also on the night when the clocks change', () => {
    const place = { startsAt: '2026-10-24T20:00:00.000Z', endsAt: '2026-10-24T22:30:00.000Z' }; // half past midnight
    expect(headCountOpen(place, 'Europe/Berlin')).toEqual({
      from: '2026-10-24T21:52:30.000Z',
      until: '2026-10-25T23:00:00.000Z',
    });
  });
});

onBothEngines('the head count', (fresh) => {
  let open: OpenDatabase;
  let draft: SmallDraft;
  let clock: SetClock;
  let one: Id;

  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
    clock = new SetClock('2026-04-28T02:45:00Z');
    one = await draft.ledSession('One', draft.ann);
    valueOf(await draft.place(one, draft.at(0, 0)));
    const { needs, organiser, eventId } = draft;
    valueOf(await releaseSchedule(needs, organiser, { eventId, number: 1 }));
  });
  afterEach(() => open.close());

  const count = (who: Actor, people: number, sessionId = one) =>
    countHeads({ ...draft.needs, clock }, who, { eventId: draft.eventId, sessionId, people });
  const code = async (...asked: Parameters<typeof count>) => {
    const result = await count(...asked);
    return result.ok ? 'yes' : result.error.code;
  };

  it('is said by a lead, and corrected by a helper or an organiser', async () => {
    expect(await headCountOf(open.db, one)).toBeUndefined();
    valueOf(await count(person(draft.ann), 14));
    const countedAt = '2026-04-28T02:45:00.000Z';
    expect(await headCountOf(open.db, one)).toEqual({ people: 14, countedAt, by: 'Ann' });
    const helper = await addPerson(open.db, 'Hal');
    await addOrganiser(open.db, draft.eventId, helper, 'helper');
    clock.forward({ hours: 13 });
    valueOf(await count(person(helper), 15));
    expect(await headCountOf(open.db, one)).toMatchObject({ people: 15, by: 'Hal' });
    valueOf(await count(draft.organiser, 0));
    expect(await headCountOf(open.db, one)).toMatchObject({ people: 0, by: 'Olga' });
  });

  it('is refused earlier, on the next day, and for what has no place', async () => {
    const unplaced = await draft.ledSession('Unplaced', draft.ann);
    expect(await code(person(draft.ann), 3, unplaced)).toBe('wrong-state');
    clock.set('2026-04-28T02:44:59Z');
    expect(await code(person(draft.ann), 3)).toBe('wrong-state');
    clock.set('2026-04-28T16:00:00Z');
    expect(await code(person(draft.ann), 3)).toBe('wrong-state');
    expect(await headCountOf(open.db, one)).toBeUndefined();
  });

  it('is for who was there to count, of this event, and a number of people', async () => {
    const elsewhere = await addSession(open.db, (await addEvent(open.db)).id, 'Elsewhere');
    expect(await code(draft.participant, 3)).toBe('not-allowed');
    expect(await code(visitor, 3)).toBe('sign-in-needed');
    expect(await code(draft.organiser, 3, elsewhere)).toBe('not-found');
    for (const people of [-1, 1.5, 10_000, Number.NaN])
      expect(await code(draft.organiser, people)).toBe('invalid-input');
  });

  it('two who count at the same moment leave one number', async () => {
    const answers = await Promise.all([code(person(draft.ann), 14), code(draft.organiser, 15)]);
    expect(answers).toEqual(['yes', 'yes']);
    expect([14, 15]).toContain((await headCountOf(open.db, one))?.people);
  });
});
