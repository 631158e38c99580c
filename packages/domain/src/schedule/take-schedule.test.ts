import { expect, it, afterEach, beforeEach } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { addSession } from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { eventProblem, problemToSolve } from './event-problem.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { startSolverRun } from './solver-run.ts';
import { takeSchedule } from './take-schedule.ts';

onBothEngines('a proposed schedule', (fresh) => {
  let open: OpenDatabase;
  let draft: SmallDraft;

  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
  });
  afterEach(() => open.close());

  it('is computed in a thread, taken as the draft, and refused when the draft has changed meanwhile', async () => {
    const { needs, eventId, organiser, ann, bob, at, ledSession, cells } = draft;
    const ids = [await ledSession('One', ann), await ledSession('Two', ann), await ledSession('Three', bob)];
    const idea = await addSession(open.db, eventId, 'An idea', { wants_lead: 1 });
    const task = await eventProblem(open.db, eventId);
    const run = startSolverRun(
      { problem: problemToSolve(task), initial: [], seed: 1, seconds: 0.3 },
      () => undefined,
      (error) => expect.unreachable(String(error)),
    );
    const solution = await run.done;
    expect(solution.score.hard).toBe(0);
    expect(solution.placements.map((one) => one.session).toSorted()).toEqual(ids.toSorted());
    expect(solution.placements.map((one) => one.session)).not.toContain(idea);
    const input = { eventId, draftVersion: task.draftVersion, placements: [...solution.placements] };
    expect(await takeSchedule(needs, organiser, { ...input, draftVersion: 99 })).toMatchObject({
      error: { code: 'stale' },
    });
    expect(await takeSchedule(needs, organiser, input)).toMatchObject({ ok: true, value: { changed: 3 } });
    const both = [at(0, 0), at(0, 1)].map((cell, n) => ({
      session: ids[n] ?? '',
      slot: cell.slotId,
      area: cell.areaId,
    }));
    const { draftVersion } = await eventProblem(open.db, eventId);
    expect(await takeSchedule(needs, organiser, { eventId, draftVersion, placements: both })).toMatchObject({
      error: { code: 'move-refused' },
    });
    expect(await cells()).toHaveLength(3);
  });
});
