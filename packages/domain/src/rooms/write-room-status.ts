import type { Transaction } from '../database/db.ts';
import { eventGrid, eventOrThrow } from '../events/event-queries.ts';
import type { Work } from '../kernel/action.ts';
import { notFound } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { latestPlacements, type PlacedSession } from '../schedule/release-changes.ts';
import { statusEnds } from './room-status.ts';
import type { RoomStatus } from './room-tables.ts';

export interface SaidStatus {
  readonly eventId: Id;
  readonly areaId: Id;
  readonly status: RoomStatus;
}

/** Notes what is said of an area and until when it holds; the last word counts. */
export async function writeRoomStatus(
  { tx, actor, now, record }: Pick<Work<unknown>, 'tx' | 'actor' | 'now' | 'record'>,
  { eventId, areaId, status }: SaidStatus,
): Promise<void> {
  const event = await eventOrThrow(tx, eventId);
  const { slots, areas } = await eventGrid(tx, eventId);
  if (!areas.some((area) => area.id === areaId)) throw notFound('area', areaId);
  const held = await heldIn(tx, eventId, areaId);
  const said = {
    status,
    said_at: now,
    said_by: actor.kind === 'person' ? actor.personId : null,
    ends_at: statusEnds(status, { held, slots, zone: event.zone }, now),
  };
  await tx
    .insertInto('room_statuses')
    .values({ area_id: areaId, event_id: eventId, ...said })
    .onConflict((conflict) => conflict.column('area_id').doUpdateSet(said))
    .execute();
  const audience = event.announcedAt ? 'public' : 'participants';
  record({ kind: 'room.said', eventId, subjectId: areaId, audience });
}

/** What the latest release has in an area. */
export async function heldIn(tx: Transaction, eventId: Id, areaId: Id): Promise<PlacedSession[]> {
  const placed = await latestPlacements(tx, eventId);
  return placed.filter((one) => one.areaId === areaId);
}
