import type { Db } from '../database/db.ts';
import type { Event } from '../events/event.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { latestPlacements } from '../schedule/release-changes.ts';
import { sessionPeople, type Addressee } from '../schedule/session-people.ts';

/** Whom an announcement is for: everybody, who comes to an area today, or a session's people. */
export interface AnnouncementTarget {
  readonly areaId?: Id | undefined;
  readonly sessionId?: Id | undefined;
}

/**
 * The people an announcement is for, each once. Of an area: who leads, must or wants something that
 * runs there today and is not over. Everybody: who is invited, and who runs or helps at the event.
 */
export async function announcementPeople(
  db: Db,
  event: Pick<Event, 'id' | 'zone'>,
  { areaId, sessionId }: AnnouncementTarget,
  now: Timestamp,
): Promise<Addressee[]> {
  if (sessionId) return unique(await sessionPeople(db, event.id, [sessionId]));
  if (areaId) return unique(await sessionPeople(db, event.id, await aheadInArea(db, event, areaId, now)));
  return everybody(db, event.id);
}

function everybody(db: Db, eventId: Id): Promise<Addressee[]> {
  return db
    .selectFrom('people')
    .select(['id', 'name', 'email', 'locale'])
    .where((e) =>
      e.or([
        e(
          'id',
          'in',
          e
            .selectFrom('invitations')
            .select('person_id')
            .where('event_id', '=', eventId)
            .where('state', 'in', ['invited', 'confirmed', 'attended']),
        ),
        e('id', 'in', e.selectFrom('event_roles').select('person_id').where('event_id', '=', eventId)),
      ]),
    )
    .orderBy('id')
    .execute();
}

async function aheadInArea(
  db: Db,
  event: Pick<Event, 'id' | 'zone'>,
  areaId: Id,
  now: Timestamp,
): Promise<Id[]> {
  const placed = await latestPlacements(db, event.id);
  const dayOf = (instant: Timestamp) =>
    Temporal.Instant.from(instant).toZonedDateTimeISO(event.zone).toPlainDate().toString();
  return placed
    .filter((one) => one.areaId === areaId && one.endsAt > now && dayOf(one.startsAt) === dayOf(now))
    .map((one) => one.sessionId);
}

function unique(rows: readonly Addressee[]): Addressee[] {
  return [...new Map(rows.map(({ id, name, email, locale }) => [id, { id, name, email, locale }])).values()];
}
