import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { prepareStableRun } from './prepare-stable-run.ts';
import { releaseSchedule } from './release-schedule.ts';
import { startSolverRun } from './solver-run.ts';

onBothEngines('a run with the least disturbance', (fresh) => {
  let open: OpenDatabase;
  let draft: SmallDraft;

  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
  });
  afterEach(() => open.close());

  const at = (now: string) => ({ db: open.db, clock: new SetClock(now) });
  const before = '2026-04-28T01:00:00.000Z';
  const between = '2026-04-28T02:30:00.000Z';
  const afterwards = '2026-04-28T05:00:00.000Z';

  async function releaseThree() {
    const { needs, eventId, organiser, ann, bob, place, ledSession } = draft;
    const one = await ledSession('One', ann);
    const two = await ledSession('Two', bob);
    const three = await ledSession('Three', ann);
    await place(one, draft.at(0, 0));
    await place(two, draft.at(0, 1));
    await place(three, draft.at(1, 0));
    const released = await releaseSchedule(needs, organiser, { eventId, number: 1, note: '' });
    expect(released).toMatchObject({ ok: true });
    return { one, two, three };
  }

  it('moves what a closed area uproots, leaves the rest, and says so', async () => {
    const { eventId, organiser, areas, slots } = draft;
    const { one, two, three } = await releaseThree();
    const closed = { area_id: areas[1] ?? '', slot_id: slots[0] ?? '' };
    await open.db.insertInto('area_closures').values(closed).execute();
    const { draftVersion: _, ...task } = await prepareStableRun(at(before), organiser, eventId);
    const run = startSolverRun(
      { ...task, seed: 1, seconds: 0.3 },
      () => undefined,
      (error) => expect.unreachable(String(error)),
    );
    const { placements, score, disturbance } = await run.done;
    expect(score).toMatchObject({ hard: 0, placed: 3 });
    expect(placements).toContainEqual({ session: one, slot: slots[0], area: areas[0] });
    expect(placements).toContainEqual({ session: three, slot: slots[1], area: areas[0] });
    expect(disturbance).toMatchObject({ necessaryMoves: 1, furtherMoves: 0 });
    expect(disturbance?.changes).toEqual({
      moved: [
        {
          session: two,
          from: { slot: slots[0], area: areas[1] },
          to: { slot: slots[1], area: areas[1] },
          reason: { kind: 'uprooted', refusals: [{ kind: 'area-closed' }] },
        },
      ],
      added: [],
      removed: [],
    });
  });

  it('freezes the slots that have begun', async () => {
    const { eventId, organiser, slots } = draft;
    await releaseThree();
    expect(await prepareStableRun(at(before), organiser, eventId)).toMatchObject({
      leastDisturbance: { frozenBefore: slots[0] },
    });
    expect(await prepareStableRun(at(between), organiser, eventId)).toMatchObject({
      leastDisturbance: { frozenBefore: slots[1] },
    });
    await expect(prepareStableRun(at(afterwards), organiser, eventId)).rejects.toMatchObject({
      code: 'wrong-state',
    });
  });

  it('needs a release, and an organiser', async () => {
    const { eventId, organiser, participant } = draft;
    await expect(prepareStableRun(at(before), organiser, eventId)).rejects.toMatchObject({
      code: 'wrong-state',
    });
    await releaseThree();
    await expect(prepareStableRun(at(before), participant, eventId)).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });
});
