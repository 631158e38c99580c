import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf } from '../kernel/action.ts';
import type { Id } from '../kernel/ids.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { earlierPlace } from './earlier-place.ts';
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
  const FIRST = {
    areaLabel: '1',
    startsAt: '2026-04-28T02:00:00.000Z',
    endsAt: '2026-04-28T03:00:00.000Z',
  };

  it('is the place before the last move, however many releases ago, and also when it was taken off', async () => {
    expect(await earlier()).toBeUndefined();
    valueOf(await draft.place(one, draft.at(0, 0)));
    await release(1);
    expect(await earlier()).toBeUndefined();
    valueOf(await draft.place(one, draft.at(1, 1), draft.at(0, 0)));
    expect(await earlier()).toBeUndefined(); // the draft is nobody's business
    await release(2);
    const moved = { ...FIRST, leftAt: '2026-04-28T01:02:00.000Z' };
    expect(await earlier()).toEqual(moved);
    const two = await draft.ledSession('Two', draft.bob);
    valueOf(await draft.place(two, draft.at(0, 0)));
    await release(3);
    expect(await earlier()).toEqual(moved);
    valueOf(await draft.place(one, null, draft.at(1, 1)));
    await release(4);
    expect(await earlier()).toEqual({
      areaLabel: '2',
      startsAt: '2026-04-28T03:00:00.000Z',
      endsAt: '2026-04-28T04:00:00.000Z',
      leftAt: '2026-04-28T01:04:00.000Z',
    });
  });
});
