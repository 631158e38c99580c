import { priceMove } from '@plenary/scheduler/price-move.ts';
import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { requireOrganiser } from '../standing/standing.ts';
import { defineAction, type Work } from '../kernel/action.ts';
import { DomainError, notFound, wrongField } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { eventProblem, type DraftPlacement, type EventProblem } from './event-problem.ts';
import { moveRefused } from './refusal-names.ts';
import { writeDraft, type DraftChange } from './write-draft.ts';

const cell = z.strictObject({ slotId: id, areaId: id });

/**
 * Places a session on the draft grid, moves it, swaps it with the one that is there, or takes it
 * off. Refused, with names, when a hard rule forbids it; refused as stale when the session, or the
 * one to swap with, is not where the organiser saw it, because somebody else moved it first.
 */
export const placeSession = defineAction({
  name: 'place-session',
  input: z.strictObject({
    eventId: id,
    sessionId: id,
    /** Where it shall start; null: off the grid. */
    to: cell.nullable(),
    /** Where the organiser saw it; null: among the unplaced. */
    from: cell.nullable(),
    /** The session that the organiser saw in `to`. */
    swapWith: id.optional(),
  }),
  allow: async ({ tx, actor, input }) => void (await requireOrganiser(tx, actor, input.eventId)),
  run: async (work) => {
    await takeTurn(work.tx, work.input.eventId);
    return placeOnDraft(work, work.input);
  },
});

export interface PlaceInput {
  readonly eventId: Id;
  readonly sessionId: Id;
  readonly to: { readonly slotId: Id; readonly areaId: Id } | null;
  readonly from: { readonly slotId: Id; readonly areaId: Id } | null;
  readonly swapWith?: Id | undefined;
}

/** Places, for an action that has found that it may and has taken its turn. */
export async function placeOnDraft(
  work: Work<unknown>,
  input: PlaceInput,
): Promise<{ version: number; served: number }> {
  const { tx, record } = work;
  const at = await eventProblem(tx, input.eventId);
  if (!at.sessions.has(input.sessionId)) throw notFound('session', input.sessionId);
  if (input.swapWith !== undefined && !at.sessions.has(input.swapWith))
    throw notFound('session', input.swapWith);
  if (input.swapWith === input.sessionId)
    throw wrongField('swapWith', 'not-a-choice', 'A session cannot swap with itself.');
  requireKnownCell(at, input.to);
  const now = placementOf(at, input.sessionId);
  if (!sameCell(now, input.from)) throw staleDraft(at, input.sessionId);
  if (input.swapWith !== undefined && !sameCell(placementOf(at, input.swapWith), input.to))
    throw staleDraft(at, input.swapWith);
  // Put back where it was picked up: there is nothing to undo.
  if (sameCell(now, input.to)) return { version: at.draftVersion, served: 0 };

  const to = input.to && { slot: input.to.slotId, area: input.to.areaId };
  const price = priceMove(at.problem, at.placements, {
    session: input.sessionId,
    to,
    ...(input.swapWith !== undefined && { swapWith: input.swapWith }),
  });
  if (!price.ok) throw moveRefused(at, input.sessionId, price.refusals);
  const changes: DraftChange[] = [
    {
      session: input.sessionId,
      before: now,
      after: to && { session: input.sessionId, ...to, pinned: now?.pinned ?? false },
    },
  ];
  if (input.swapWith !== undefined) {
    const other = placementOf(at, input.swapWith);
    changes.push({
      session: input.swapWith,
      before: other,
      after: now && { session: input.swapWith, slot: now.slot, area: now.area, pinned: false },
    });
  }
  const kind = input.swapWith !== undefined ? 'swap' : to ? 'place' : 'remove';
  const version = await writeDraft({ ...work, eventId: input.eventId, at }, kind, changes);
  record({
    kind: 'draft.changed',
    eventId: input.eventId,
    subjectId: input.sessionId,
    audience: 'organisers',
  });
  return { version, served: price.served };
}

export function placementOf(at: EventProblem, sessionId: Id): DraftPlacement | null {
  return at.placements.find((one) => one.session === sessionId) ?? null;
}

function sameCell(placement: DraftPlacement | null, seen: { slotId: Id; areaId: Id } | null): boolean {
  return placement === null
    ? seen === null
    : seen !== null && placement.slot === seen.slotId && placement.area === seen.areaId;
}

export function requireKnownCell(at: EventProblem, to: { slotId: Id; areaId: Id } | null): void {
  if (!to) return;
  if (!at.problem.slots.some((slot) => slot.id === to.slotId)) throw notFound('slot for sessions', to.slotId);
  if (!at.problem.areas.some((area) => area.id === to.areaId)) throw notFound('area', to.areaId);
}

/** Somebody else was quicker; the subject says which session is elsewhere, and where. */
function staleDraft(at: EventProblem, sessionId: Id): DomainError {
  const headline = at.sessions.get(sessionId)?.headline ?? '';
  return new DomainError('stale', `Somebody else has moved “${headline}” in the meantime.`, {
    subject: {
      version: at.draftVersion,
      sessionId,
      placement: placementOf(at, sessionId),
    } satisfies StaleDraft,
  });
}

export interface StaleDraft {
  readonly version: number;
  readonly sessionId: Id;
  readonly placement: DraftPlacement | null;
}
