import { fail, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { DomainError } from '@plenary/domain/kernel/errors.ts';
import type { Id } from '@plenary/domain/kernel/ids.ts';
import type { PreparedRun } from '@plenary/domain/schedule/prepare-solver-run.ts';
import { takeSchedule } from '@plenary/domain/schedule/take-schedule.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { mustOrganise } from '#lib/server/event-standing.ts';
import { refuse, type Refused } from '#lib/server/form.ts';
import { placementsOf, type Way } from './proposal.server.ts';

/*
 * What forms about a scheduler run answer, on the board and in a plenary. A run is no action of the
 * domain: it lives in this process. Preparing one and taking what it found are, and decide who may.
 */

type Asked = RequestEvent<{ event: string }>;

/** Starts a run of what `prepare` gives; `onRefused` puts a refusal into the page's own words. */
export async function startRun(
  request: Asked,
  eventId: Id,
  seconds: number,
  prepare: () => Promise<PreparedRun>,
  onRefused: (problem: DomainError) => ActionFailure<Refused>,
): Promise<ActionFailure<Refused> | Record<string, never>> {
  try {
    const started = request.locals.app.solverRuns.start(eventId, { ...(await prepare()), seconds });
    if (started === 'started') return {};
    return refused(
      started === 'busy-here' ? m.schedule_solver_busy_here() : m.schedule_solver_busy_elsewhere(),
    );
  } catch (problem) {
    if (problem instanceof DomainError) return onRefused(problem);
    throw problem;
  }
}

/** Ends a run early, or forgets it and what it found; for organisers. */
export async function endRun(request: Asked, how: 'stop' | 'forget'): Promise<void> {
  const { id } = await eventOf(request);
  await mustOrganise(request, id);
  request.locals.app.solverRuns[how](id);
}

/** Takes what the run found as the draft, or what it found another way: how many sessions changed, or a refusal in words. */
export async function takeFound(
  request: Asked,
  eventId: Id,
  way?: Way,
): Promise<number | ActionFailure<Refused>> {
  const { app, actor } = request.locals;
  const state = app.solverRuns.state(eventId);
  if (state?.kind !== 'done') return refused(m.schedule_solver_gone());
  const placements = way === undefined ? state.placements : placementsOf(state, way);
  if (!placements) return refused(m.schedule_solver_gone());
  const result = await takeSchedule(app.needs(), actor, {
    eventId,
    draftVersion: state.draftVersion,
    placements: placements.map(({ session, slot, area }) => ({ session, slot, area })),
  });
  if (result.ok) {
    app.solverRuns.forget(eventId);
    return result.value.changed;
  }
  if (result.error.code === 'stale') return refused(m.schedule_proposal_stale());
  if (result.error.code === 'move-refused') return refused(m.schedule_proposal_refused());
  return refuse(request, result.error, {});
}

function refused(sentence: string): ActionFailure<Refused> {
  return fail(409, { refused: { action: '', code: 'wrong-state', sentence, fields: {}, values: {} } });
}
