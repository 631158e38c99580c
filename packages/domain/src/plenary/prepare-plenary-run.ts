import type { Db } from '../database/db.ts';
import type { Actor } from '../kernel/actor.ts';
import { timestamp, type Clock } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { eventProblem } from '../schedule/event-problem.ts';
import type { PreparedRun } from '../schedule/prepare-solver-run.ts';
import { requireOrganiser } from '../standing/standing.ts';
import { openSlots, plenaryProblem } from './plenary-problem.ts';
import { pitchQueue, requireOpenPlenary, requireStep } from './plenary-queries.ts';

/** What a scheduler run of the open plenary needs, for organisers only; others get a DomainError thrown. */
export async function preparePlenaryRun(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  actor: Actor,
  eventId: Id,
): Promise<PreparedRun> {
  await requireOrganiser(db, actor, eventId);
  const plenary = await requireOpenPlenary(db, eventId);
  requireStep(plenary, 'place');
  const at = await eventProblem(db, eventId);
  const queue = await pitchQueue(db, plenary);
  const open = openSlots(at.grid, plenary.dayId, timestamp(clock.now()));
  const problem = plenaryProblem(at, { queue, open });
  const kept = new Set(problem.sessions.map((session) => session.id));
  return {
    problem,
    initial: at.placements.filter((placement) => kept.has(placement.session)),
    draftVersion: at.draftVersion,
  };
}
