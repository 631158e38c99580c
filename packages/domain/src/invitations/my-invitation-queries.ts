import type { Db } from '../database/db.ts';
import { parseEvent, type Event } from '../events/event.ts';
import { eventRows } from '../events/event-queries.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import type { InvitationState } from './invitation-tables.ts';

export interface MyInvitation {
  readonly id: Id;
  readonly eventId: Id;
  readonly personId: Id;
  readonly name: string;
  readonly affiliation: string;
  readonly wantsToWorkOn: string;
  /** What they said about food. */
  readonly food: string;
  readonly state: InvitationState;
  readonly reason: string;
  readonly requestedAt: Timestamp;
  readonly confirmBy: Timestamp | null;
  readonly event: Event;
}

/** What one person is told of their invitations, latest event first; nothing that organisers note. Two queries. */
export function myInvitations(db: Db, personId: Id): Promise<MyInvitation[]> {
  return ownView(db, (query) => query.where('person_id', '=', personId));
}

export interface InvitationStatus extends MyInvitation {
  readonly steps: readonly { readonly state: InvitationState; readonly at: Timestamp }[];
  /** From 1; null when not on the waiting list. */
  readonly waitingPosition: number | null;
}

/** The status page of one invitation. Whoever shows it has checked the link or the person. */
export async function invitationStatus(db: Db, invitationId: Id): Promise<InvitationStatus | undefined> {
  const [invitation] = await ownView(db, (query) => query.where('id', '=', invitationId));
  if (!invitation) return undefined;
  const steps = await db
    .selectFrom('invitation_steps')
    .select(['state', 'at'])
    .where('invitation_id', '=', invitationId)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return { ...invitation, steps, waitingPosition: await waitingPosition(db, invitation) };
}

/** One person's invitation to one event. */
export function invitationOf(db: Db, eventId: Id, personId: Id): Promise<MyInvitation | undefined> {
  return ownView(db, (query) => query.where('event_id', '=', eventId).where('person_id', '=', personId)).then(
    ([invitation]) => invitation,
  );
}

async function waitingPosition(db: Db, invitation: MyInvitation): Promise<number | null> {
  if (invitation.state !== 'waitlisted') return null;
  const waiting = await db
    .selectFrom('invitations')
    .select('id')
    .where('event_id', '=', invitation.eventId)
    .where('state', '=', 'waitlisted')
    .orderBy('waitlisted_at')
    .orderBy('id')
    .execute();
  return waiting.findIndex((row) => row.id === invitation.id) + 1;
}

type InvitationsQuery = ReturnType<typeof ownRows>;

function ownRows(db: Db) {
  return db
    .selectFrom('invitations')
    .select([
      'id',
      'event_id as eventId',
      'person_id as personId',
      'name',
      'affiliation',
      'wants_to_work_on as wantsToWorkOn',
      'food',
      'state',
      'reason',
      'requested_at as requestedAt',
      'confirm_by as confirmBy',
    ]);
}

async function ownView(
  db: Db,
  narrow: (query: InvitationsQuery) => InvitationsQuery,
): Promise<MyInvitation[]> {
  const rows = await narrow(ownRows(db)).execute();
  if (rows.length === 0) return [];
  const events = await eventRows(db)
    .where(
      'events.id',
      'in',
      rows.map((row) => row.eventId),
    )
    .execute();
  const byId = new Map(events.map((row) => [row.id, parseEvent(row)]));
  return rows
    .flatMap((row) => {
      const event = byId.get(row.eventId);
      return event ? { ...row, event } : [];
    })
    .toSorted((a, b) => ((a.event.startsAt ?? '') > (b.event.startsAt ?? '') ? -1 : 1));
}
