import type { RequestEvent } from '@sveltejs/kit';
import { fail, type ActionFailure } from '@sveltejs/kit';
import type { DomainError } from '@plenary/domain/kernel/errors.ts';
import type { Event } from '@plenary/domain/events/event.ts';
import type { Board } from '@plenary/domain/schedule/draft-board.ts';
import { latestMoves, type DraftMove } from '@plenary/domain/schedule/draft-moves.ts';
import { eventProblem, type EventProblem } from '@plenary/domain/schedule/event-problem.ts';
import { placeSession, type StaleDraft } from '@plenary/domain/schedule/place-session.ts';
import type { NamedRefusal } from '@plenary/domain/schedule/refusal-names.ts';
import type { UndoRefusal } from '@plenary/domain/schedule/undo-move.ts';
import { m } from '#lib/paraglide/messages.js';
import { refuse, type Refused } from '#lib/server/form.ts';
import { OFF } from './picking.svelte.ts';
import { placeInWords } from './place-words.ts';
import { effectInWords, refusalsInWords } from './price-words.ts';

const LOOK_BACK = 50;
const NEWS = 5;

/** Places, swaps or takes off as a form says it (`sessionId`, `from`, `to`), and answers in words. */
export async function moveAsAsked(request: RequestEvent, event: Event, values: Record<string, string>) {
  const { cell: to, swapWith } = readCell(values['to'], OFF);
  const sessionId = values['sessionId'] ?? '';
  const result = await placeSession(request.locals.app.needs(), request.locals.actor, {
    eventId: event.id,
    sessionId,
    to,
    from: readCell(values['from'], '').cell,
    ...(swapWith !== undefined && { swapWith }),
  });
  if (!result.ok) return refuseMove(request, event, result.error, values);
  return { said: await saidOfMove(request, event, sessionId, result.value.served) };
}

/** `slot area` or, to swap, `slot area session`; `none` is what stands for no cell. */
function readCell(text: string | undefined, none: string) {
  if (text === none) return { cell: null };
  const [slotId = '', areaId = '', swapWith] = (text ?? '?').split(' ');
  return { cell: { slotId, areaId }, swapWith };
}

/** What the board says after a session was placed or taken off. */
async function saidOfMove(
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

/** Refuses to undo in words: what is gone, has changed or is forbidden by now. */
export function refuseUndo(
  request: RequestEvent,
  problem: DomainError,
  values: Record<string, string>,
): ActionFailure<Refused> {
  const failure = refuse(request, problem, values);
  const why = problem.params['why'] as UndoRefusal | undefined; // undo-move.ts refuses with these
  if (problem.code !== 'move-refused' || why === undefined) return failure;
  return fail(failure.status, { refused: { ...failure.data.refused, sentence: UNDO_REFUSED[why]() } });
}

const UNDO_REFUSED: Readonly<Record<UndoRefusal, () => string>> = {
  gone: () => m.schedule_undo_gone(),
  changed: () => m.schedule_undo_changed(),
  rules: () => m.schedule_undo_rules(),
};

async function sentenceOf(
  { locals }: RequestEvent,
  event: Event,
  problem: DomainError,
  sessionId: string,
): Promise<string | undefined> {
  if (problem.code !== 'stale' && problem.code !== 'move-refused') return undefined;
  const { db } = locals.app;
  const at = await eventProblem(db, event.id);
  if (problem.code === 'stale') {
    const { sessionId: elsewhere } = problem.subject as StaleDraft; // place-session.ts refuses with it
    const moves = await latestMoves(db, event.id, LOOK_BACK);
    return m.schedule_board_stale({
      who: moves.find((one) => one.sessions.includes(elsewhere))?.by || m.schedule_board_somebody(),
      headline: at.sessions.get(elsewhere)?.headline ?? '',
      where: placeOf(at, elsewhere, event.zone) ?? m.schedule_board_where_unplaced(),
    });
  }
  const headline = at.sessions.get(sessionId)?.headline;
  if (headline === undefined) return undefined;
  const why = refusalsInWords(problem.subject as readonly NamedRefusal[]); // place-session.ts refuses with these
  return m.schedule_board_move_refused({ headline, why });
}

/** What somebody has just done to the draft, for the others who have it open. */
export interface BoardNews {
  readonly version: number;
  readonly own: boolean;
  readonly sentence: string;
}

/** The latest of what was done to the draft, oldest first. */
export async function boardNews(
  { locals }: RequestEvent,
  eventId: string,
  sessions: Board['sessions'],
): Promise<BoardNews[]> {
  const moves = await latestMoves(locals.app.db, eventId, NEWS);
  return moves.toReversed().map((move) => ({
    version: move.version,
    own: move.byPersonId !== null && move.byPersonId === locals.account?.id,
    sentence: m.schedule_board_move_by({
      who: move.by || m.schedule_board_somebody(),
      what: moveInWords(move, sessions.find((one) => one.id === move.sessions[0])?.headline ?? ''),
    }),
  }));
}

/** A change of the draft in words, as a button to undo it or news of somebody else's. */
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
    case 'undo':
      return headline ? m.schedule_move_undo({ headline }) : m.schedule_move_undo_any();
  }
}

function placeOf({ grid, placements }: EventProblem, sessionId: string, zone: string): string | undefined {
  const placement = placements.find((one) => one.session === sessionId);
  const slot = grid.slots.find((one) => one.id === placement?.slot);
  const area = grid.areas.find((one) => one.id === placement?.area);
  return slot && area && placeInWords({ areaLabel: area.label, startsAt: slot.startsAt }, zone);
}
