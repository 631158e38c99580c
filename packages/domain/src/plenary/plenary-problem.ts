import type { Problem, ProblemSession } from '@plenary/scheduler/problem.ts';
import { sessionSlotsOf, type Grid, type GridSlot } from '../events/grid.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { problemToSolve, type EventProblem } from '../schedule/event-problem.ts';
import type { Pitch } from './plenary.ts';

/** The slots that a morning's plenary fills: those of its day that have not begun. */
export function openSlots(grid: Grid, dayId: Id, now: Timestamp): GridSlot[] {
  return sessionSlotsOf(grid, dayId).filter((slot) => slot.startsAt > now);
}

/**
 * The event's problem as a plenary solves it. What is published, what stands on another day or has
 * begun, and what a person pinned stays where it is; what is in the queue and was not skipped is
 * placed into the open slots of the day; everything else is left alone.
 */
export function plenaryProblem(
  at: EventProblem,
  { queue, open }: { readonly queue: readonly Pitch[]; readonly open: readonly GridSlot[] },
): Problem {
  const problem = problemToSolve(at);
  const openIds = new Set(open.map((slot) => slot.id));
  const wanted = new Set(queue.filter((pitch) => pitch.state !== 'skipped').map((pitch) => pitch.sessionId));
  const published = new Set((problem.previous ?? []).map((placement) => placement.session));
  const placements = new Map(at.placements.map((placement) => [placement.session, placement]));
  const sessions = problem.sessions.flatMap((session): ProblemSession[] => {
    const here = placements.get(session.id);
    if (here && (here.pinned || published.has(session.id) || !openIds.has(here.slot)))
      return [{ ...session, pin: { slot: here.slot, area: here.area } }];
    if (!here && !wanted.has(session.id)) return [];
    return [{ ...session, slots: allowedSlots(session.slots, open) }];
  });
  const kept = new Set(sessions.map((session) => session.id));
  return {
    ...problem,
    sessions,
    people: problem.people.map((person) => ({
      ...person,
      interest: Object.fromEntries(Object.entries(person.interest).filter(([id]) => kept.has(id))),
    })),
    previous: (problem.previous ?? []).filter((placement) => kept.has(placement.session)),
  };
}

function allowedSlots(own: readonly Id[] | null | undefined, open: readonly GridSlot[]): Id[] {
  const ids = open.map((slot) => slot.id);
  return own ? ids.filter((id) => own.includes(id)) : ids;
}
