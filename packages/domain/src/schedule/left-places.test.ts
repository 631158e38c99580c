import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf } from '../kernel/action.ts';
import type { Id } from '../kernel/ids.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { earlierPlace } from './left-places.ts';
import { publishedSchedule } from './published-schedule.ts';
import { releaseSchedule } from './release-schedule.ts';

onBothEngines('where a session was', (fresh) => {
  let open: OpenDatabase;
  let draft: SmallDraft;
  let clock: SetClock;
  let one: Id;

  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
    clock = new SetClock('2026-04-28T01:00:00Z');
    one = await draft.ledSession('One', draft.ann);
  });
  afterEach(() => open.close());

  const release = async (number: number) => {
    const { organiser, eventId } = draft;
    clock.forward({ minutes: 1 });
    valueOf(await releaseSchedule({ ...draft.needs, clock }, organiser, { eventId, number }));
  };
  const earlier = () => earlierPlace(open.db, draft.eventId, one);
  const first = () => ({
    sessionId: one,
    headline: 'One',
    areaId: draft.areas[0],
    areaLabel: '1',
    startsAt: '2026-04-28T02:00:00.000Z',
    endsAt: '2026-04-28T03:00:00.000Z',
  });
  const second = () => ({
    sessionId: one,
    headline: 'One',
    areaId: draft.areas[1],
    areaLabel: '2',
    startsAt: '2026-04-28T03:00:00.000Z',
    endsAt: '2026-04-28T04:00:00.000Z',
  });

  it('is the place before the last move, however many releases ago, and also when it was taken off', async () => {
    expect(await earlier()).toBeUndefined();
    valueOf(await draft.place(one, draft.at(0, 0)));
    await release(1);
    expect(await earlier()).toBeUndefined();
    valueOf(await draft.place(one, draft.at(1, 1), draft.at(0, 0)));
    expect(await earlier()).toBeUndefined(); // the draft is nobody's business
    await release(2);
    const moved = { ...first(), leftAt: '2026-04-28T01:02:00.000Z' };
    expect(await earlier()).toEqual(moved);
    const two = await draft.ledSession('Two', draft.bob);
    valueOf(await draft.place(two, draft.at(0, 0)));
    await release(3);
    expect(await earlier()).toEqual(moved);
    valueOf(await draft.place(one, null, draft.at(1, 1)));
    await release(4);
    expect(await earlier()).toEqual({ ...second(), leftAt: '2026-04-28T01:04:00.000Z' });
  });

  it('is remembered in the schedule when it was left within a day of its start, and not when it came back', async () => {
    const left = async () => (await publishedSchedule(open.db, draft.eventId)).left;
    clock = new SetClock('2026-04-26T01:00:00Z');
    valueOf(await draft.place(one, draft.at(0, 0)));
    await release(1);
    valueOf(await draft.place(one, draft.at(1, 1), draft.at(0, 0)));
    await release(2);
    expect(await left()).toEqual([]); // two days before: nobody will look there
    clock = new SetClock('2026-04-27T05:00:00Z');
    valueOf(await draft.place(one, draft.at(0, 0), draft.at(1, 1)));
    await release(3);
    const [at, leftAt] = ['2026-04-28T02:00:00.000Z', '2026-04-27T05:01:00.000Z'];
    expect(await left()).toEqual([{ ...second(), leftAt, now: { areaLabel: '1', startsAt: at } }]);
    await open.db
      .updateTable('areas')
      .set({ label: 'One' })
      .where('id', '=', draft.areas[0] ?? '')
      .execute();
    await release(4);
    expect((await left()).map((place) => place.areaLabel)).toEqual(['2']); // only called otherwise
    valueOf(await draft.place(one, draft.at(1, 1), draft.at(0, 0)));
    await release(5);
    expect((await left()).map((place) => place.areaLabel)).toEqual(['One']);
    valueOf(await draft.place(one, null, draft.at(1, 1)));
    await release(6);
    expect((await left()).map((place) => [place.areaLabel, place.now])).toEqual([
      ['2', null],
      ['One', null],
    ]);
  });
});
