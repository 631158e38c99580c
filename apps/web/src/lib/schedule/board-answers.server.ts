import type { RequestEvent } from '@sveltejs/kit';
import { fail, type ActionFailure } from '@sveltejs/kit';
import type { DomainError } from '@plenary/domain/kernel/errors.ts';
import type { Event } from '@plenary/domain/events/event.ts';
import { recentDraftMoves, type DraftMove } from '@plenary/domain/schedule/draft-moves.ts';
import { eventProblem, type EventProblem } from '@plenary/domain/schedule/event-problem.ts';
import type { NamedRefusal } from '@plenary/domain/schedule/refusal-names.ts';
import { m } from '#lib/paraglide/messages.js';
import { refuse, type Refused } from '#lib/server/form.ts';
import { placeInWords } from './place-words.ts';
import { effectInWords, refusalsInWords } from './price-words.ts';

const LOOK_BACK = 50;

/** What the board says after a session was placed or taken off. */
export async function saidOfMove(
  { locals }: RequestEvent,
  event: Event,
  sessionId: string,
  served: number,
): Promise<string> {
  const at = await eventProblem(locals.app.db, event.id);
  const headline = at.sessions.get(sessionId)?.headline ?? '';
  const place = placeOf(at, sessionId, event.zone);
  const effect = effectInWords(served);
  return place
    ? m.schedule_board_said_placed({ headline, place, effect })
    : m.schedule_board_said_removed({ headline, effect });
}

export async function headlineOf({ locals }: RequestEvent, event: Event, sessionId: string): Promise<string> {
  const { sessions } = await eventProblem(locals.app.db, event.id);
  return sessions.get(sessionId)?.headline ?? '';
}

/** Refuses a move in words: who moved the session meanwhile and where it is, or which rules forbid it. */
export async function refuseMove(
  request: RequestEvent,
  event: Event,
  problem: DomainError,
  values: Record<string, string>,
): Promise<ActionFailure<Refused>> {
  const failure = refuse(request, problem, values);
  const sentence = await sentenceOf(request, event, problem, values['sessionId'] ?? '');
  return sentence ? fail(failure.status, { refused: { ...failure.data.refused, sentence } }) : failure;
}

async function sentenceOf(
  { locals }: RequestEvent,
  event: Event,
  problem: DomainError,
  sessionId: string,
): Promise<string | undefined> {
  if (problem.code !== 'stale' && problem.code !== 'move-refused') return undefined;
  const { db } = locals.app;
  const at = await eventProblem(db, event.id);
  const headline = at.sessions.get(sessionId)?.headline;
  if (headline === undefined) return undefined;
  if (problem.code === 'stale') {
    const move = (await recentDraftMoves(db, event.id, LOOK_BACK)).find((one) =>
      one.sessions.includes(sessionId),
    );
    return m.schedule_board_stale({
      who: move?.by || m.schedule_board_somebody(),
      headline,
      where: placeOf(at, sessionId, event.zone) ?? m.schedule_board_where_unplaced(),
    });
  }
  const why = refusalsInWords(problem.subject as readonly NamedRefusal[]); // place-session.ts refuses with these
  return m.schedule_board_move_refused({ headline, why });
}

/** The last change of the draft in words, as a button to undo it or news of somebody else's. */
export function moveInWords({ kind }: DraftMove, headline: string): string {
  switch (kind) {
    case 'place':
      return m.schedule_move_place({ headline });
    case 'swap':
      return m.schedule_move_swap({ headline });
    case 'remove':
      return m.schedule_move_remove({ headline });
    case 'pin':
      return m.schedule_move_pin({ headline });
    case 'take':
      return m.schedule_move_take();
  }
}

function placeOf({ grid, placements }: EventProblem, sessionId: string, zone: string): string | undefined {
  const placement = placements.find((one) => one.session === sessionId);
  const slot = grid.slots.find((one) => one.id === placement?.slot);
  const area = grid.areas.find((one) => one.id === placement?.area);
  return slot && area && placeInWords({ areaLabel: area.label, startsAt: slot.startsAt }, zone);
}
