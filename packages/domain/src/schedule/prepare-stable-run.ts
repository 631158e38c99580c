import type { Db } from '../database/db.ts';
import { sessionSlotsOf, type Grid } from '../events/grid.ts';
import type { Actor } from '../kernel/actor.ts';
import { timestamp, type Clock } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { requireOrganiser } from '../standing/standing.ts';
import { eventProblem, problemToSolve } from './event-problem.ts';
import type { PreparedRun } from './prepare-solver-run.ts';
import type { SolverTask } from './solver-run.ts';

/**
 * What a run needs that keeps to the last release and moves as few sessions as it can; slots that
 * have begun stay as they were released. For organisers only. Throws a DomainError `wrong-state`
 * when nothing has been released, or nothing lies ahead.
 */
export async function prepareStableRun(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  actor: Actor,
  eventId: Id,
): Promise<PreparedRun & Pick<SolverTask, 'leastDisturbance'>> {
  await requireOrganiser(db, actor, eventId);
  const at = await eventProblem(db, eventId);
  const problem = problemToSolve(at);
  if (!problem.previous?.length)
    throw new DomainError('wrong-state', 'There is no release to keep to. Try: schedule from scratch.');
  const frozenBefore = firstSlotAhead(at.grid, timestamp(clock.now()));
  if (frozenBefore === undefined) throw new DomainError('wrong-state', 'All slots of this event have begun.');
  return {
    problem,
    initial: problem.previous,
    draftVersion: at.draftVersion,
    leastDisturbance: { frozenBefore },
  };
}

function firstSlotAhead(grid: Grid, now: string): Id | undefined {
  return grid.days.flatMap((day) => sessionSlotsOf(grid, day.id)).find((slot) => slot.startsAt > now)?.id;
}
