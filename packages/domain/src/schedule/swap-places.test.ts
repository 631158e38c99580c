import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf } from '../kernel/action.ts';
import { person } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { addSlot } from '../testing/community.ts';
import { SetClock } from '../testing/set-clock.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { publishedSchedule } from './published-schedule.ts';
import { comingRelease } from './release-changes.ts';
import { releaseSchedule } from './release-schedule.ts';
import { swapChoices, swapPlaces } from './swap-places.ts';

onBothEngines('two sessions on the day', (fresh) => {
  let open: OpenDatabase;
  let draft: SmallDraft;
  let clock: SetClock;
  let [one, two, third]: Id[] = [];

  const later = (area: number) => ({ slotId: third ?? '', areaId: draft.areas[area] ?? '' });

  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
    clock = new SetClock('2026-04-28T01:30:00Z');
    third = await addSlot(open.db, draft.eventId, draft.dayId, [
      '2026-04-28T04:00:00.000Z',
      '2026-04-28T05:00:00.000Z',
    ]);
    one = await draft.ledSession('One', draft.ann);
    two = await draft.ledSession('Two', draft.bob);
    valueOf(await draft.place(one, draft.at(1, 0)));
    valueOf(await draft.place(two, later(1)));
    const needs = { ...draft.needs, clock };
    valueOf(await releaseSchedule(needs, draft.organiser, { eventId: draft.eventId, number: 1 }));
  });
  afterEach(() => open.close());

  const swap = (who = draft.organiser) =>
    swapPlaces({ ...draft.needs, clock }, who, {
      ...{ eventId: draft.eventId, sessionId: one ?? '', withId: two ?? '' },
    });
  const seen = async () =>
    (await publishedSchedule(open.db, draft.eventId)).sessions.map((session) => [
      session.headline,
      session.areaLabel,
      session.startsAt.slice(11, 16),
    ]);
  const choices = () => swapChoices(open.db, draft.eventId, one ?? '', '2026-04-28T02:30:00.000Z');

  it('change places in one step, for everybody and in the draft', async () => {
    clock.set('2026-04-28T02:30:00Z');
    expect((await choices()).map((choice) => choice.headline)).toEqual(['Two']);
    expect(valueOf(await swap())).toEqual({ number: 2, told: 2 });
    expect(await seen()).toEqual([
      ['Two', '1', '03:00'],
      ['One', '2', '04:00'],
    ]);
    expect((await comingRelease(open.db, draft.eventId)).changes).toEqual([]);
  });

  it('stay when one has begun, when the draft has other plans, and when the rules forbid it', async () => {
    clock.set('2026-04-28T03:30:00Z'); // One runs
    expect(await swap()).toMatchObject({ error: { code: 'wrong-state', params: { why: 'begun' } } });
    clock.set('2026-04-28T02:30:00Z');
    valueOf(await draft.place(two ?? '', later(0), later(1)));
    expect(await swap()).toMatchObject({ error: { code: 'already-taken' } });
    valueOf(await draft.place(two ?? '', later(1), later(0)));
    await open.db
      .insertInto('absences')
      .values({ event_id: draft.eventId, person_id: draft.ann, slot_id: third ?? '' })
      .execute();
    expect(await swap()).toMatchObject({ error: { code: 'move-refused' } });
    expect(await choices()).toEqual([]);
    expect(await seen()).toEqual([
      ['One', '1', '03:00'],
      ['Two', '2', '04:00'],
    ]);
  });

  it('are swapped by organisers only, at a fixed number of queries', async () => {
    clock.set('2026-04-28T02:30:00Z');
    expect(await swap(person(draft.ann))).toMatchObject({ error: { code: 'not-allowed' } });
    const statements = await countStatements(open.db, (db) =>
      swapChoices(db, draft.eventId, one ?? '', '2026-04-28T02:30:00.000Z'),
    );
    expect(statements).toBe(19);
  });
});
