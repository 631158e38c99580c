import { priceAllCells, priceMove, type MovePrice } from '@plenary/scheduler/price-move.ts';
import type { Db } from '../database/db.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { phaseOf, type Event } from '../events/event.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { eventProblem, type EventProblem } from './event-problem.ts';
import { placementOf } from './place-session.ts';
import { moveRefused } from './refusal-names.ts';
import {
  changesBetween,
  latestRelease,
  releasedPlacements,
  toldPlace,
  type ComingRelease,
  type PlacedSession,
} from './release-changes.ts';

/*
 * Free cells of days that are published: what a lead may take on the day itself, without a board.
 * A cell is free when hard rules allow it both as everybody sees the schedule and in the draft.
 * Prices are those of the published schedule, and a refusal by the draft names nobody: where
 * organisers are about to put what is not for others to read.
 */

export interface Cell {
  readonly slotId: Id;
  readonly areaId: Id;
}

export interface FreeCell extends Cell {
  /** What placing there would do to the published schedule. */
  readonly price: Extract<MovePrice, { ok: true }>;
}

/** What deciding about a free cell needs to know. */
export interface DayItself {
  readonly event: Event;
  readonly at: EventProblem;
  /** Number of the latest release; 0 before the first. */
  readonly number: number;
  readonly released: readonly PlacedSession[];
  readonly now: Timestamp;
}

export async function dayItself(db: Db, eventId: Id, now: Timestamp): Promise<DayItself> {
  const latest = await latestRelease(db, eventId);
  return {
    event: await eventOrThrow(db, eventId),
    at: await eventProblem(db, eventId),
    number: latest?.number ?? 0,
    released: latest ? await releasedPlacements(db, latest.id) : [],
    now,
  };
}

/** The cells that a session may take now, slot by slot; none when the event is not on. A fixed number of queries. */
export async function freeCells(db: Db, eventId: Id, sessionId: Id, now: Timestamp): Promise<FreeCell[]> {
  const day = await dayItself(db, eventId, now);
  const { at, released } = day;
  if (!at.sessions.has(sessionId) || whyNothing(day, sessionId)) return [];
  const open = new Set(openSlots(day));
  const here = released.find((one) => one.sessionId === sessionId);
  const inDraft = priceAllCells(at.problem, at.placements, sessionId);
  return priceAllCells(at.problem, published(at), sessionId).flatMap(({ slot, area, price }, index) =>
    price.ok &&
    inDraft[index]?.price.ok && // in the same order: it is the same problem
    open.has(slot) &&
    !(here?.slotId === slot && here.areaId === area)
      ? [{ slotId: slot, areaId: area, price }]
      : [],
  );
}

/** Refuses, in words, a cell that this session may not take now. */
export function requireFree(day: DayItself, sessionId: Id, to: Cell): void {
  const { at } = day;
  const nothing = whyNothing(day, sessionId);
  if (nothing) throw nothing;
  if (!openSlots(day).includes(to.slotId))
    throw refused(
      'slot-closed',
      'This slot has begun, or its day is not published yet. Try: a later slot of today.',
    );
  const move = { session: sessionId, to: { slot: to.slotId, area: to.areaId } };
  const price = priceMove(at.problem, published(at), move);
  if (!price.ok) throw moveRefused(at, sessionId, price.refusals);
  if (!priceMove(at.problem, at.placements, move).ok)
    throw new DomainError(
      'already-taken',
      'The organisers are planning with this place. Try: another one, or ask them.',
    );
}

/** Why this session cannot move at all now; undefined when it might. */
export function whyNothing({ event, at, released, now }: DayItself, sessionId: Id): DomainError | undefined {
  if (phaseOf(event, now) !== 'running')
    return refused('not-on', `${event.name} is not on. Free places are taken while it is.`);
  const here = released.find((one) => one.sessionId === sessionId);
  if (here && here.startsAt <= now)
    return refused(
      'begun',
      `“${at.sessions.get(sessionId)?.headline ?? ''}” has begun; it stays where it is.`,
    );
  return undefined;
}

/** Why a cell cannot be taken; pages have words for each. */
export type NotToTake = 'not-on' | 'begun' | 'slot-closed' | 'limited' | 'not-placed';

export function refused(why: NotToTake, sentence: string): DomainError {
  return new DomainError('wrong-state', sentence, { params: { why } });
}

/** Slots that have not begun, on days with sessions in the latest release. */
function openSlots({ at, released, now }: DayItself): Id[] {
  const dayOf = new Map(at.grid.slots.map((slot) => [slot.id, slot.dayId]));
  const days = new Set(released.map((one) => dayOf.get(one.slotId)));
  return at.grid.slots.filter((slot) => slot.startsAt > now && days.has(slot.dayId)).map((slot) => slot.id);
}

/** Where everybody sees the sessions; those that were withdrawn since have left their cells. */
export function published({ problem }: EventProblem) {
  return problem.previous ?? [];
}

/** Where the draft has the session, as the board's actions name a cell. */
export function draftCell(at: EventProblem, sessionId: Id): Cell | null {
  const placement = placementOf(at, sessionId);
  return placement && { slotId: placement.slot, areaId: placement.area };
}

/** The latest release with some sessions elsewhere. The rest is copied as people were told it, cancelled sessions too. */
export function releaseWith(
  { at, number, released }: DayItself,
  moves: readonly { readonly sessionId: Id; readonly to: Cell }[],
): ComingRelease {
  const moved = moves.map(({ sessionId, to }) => {
    const place = toldPlace(at, { session: sessionId, slot: to.slotId, area: to.areaId });
    if (!place)
      throw new Error(`slot ${to.slotId} or area ${to.areaId} is not on the grid that it was found on`);
    return { sessionId, ...place };
  });
  const ids = new Set(moved.map((one) => one.sessionId));
  const placements = [...released.filter((one) => !ids.has(one.sessionId)), ...moved];
  const names = new Map([...ids].map((one) => [one, at.sessions.get(one)?.headline ?? '']));
  return { number: number + 1, placements, changes: changesBetween(released, placements, names) };
}
