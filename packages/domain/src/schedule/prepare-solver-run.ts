import type { Db } from '../database/db.ts';
import { requireOrganiser } from '../standing/standing.ts';
import type { Actor } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { eventProblem, problemToSolve } from './event-problem.ts';
import type { SolverTask } from './solver-run.ts';

export interface PreparedRun extends Pick<SolverTask, 'problem' | 'initial'> {
  /** The draft that the run starts from; taking its schedule is refused once it is another. */
  readonly draftVersion: number;
}

/** What a scheduler run of this event needs, for its organisers only; others get a DomainError thrown. */
export async function prepareSolverRun(db: Db, actor: Actor, eventId: Id): Promise<PreparedRun> {
  await requireOrganiser(db, actor, eventId);
  const at = await eventProblem(db, eventId);
  return { problem: problemToSolve(at), initial: at.placements, draftVersion: at.draftVersion };
}
