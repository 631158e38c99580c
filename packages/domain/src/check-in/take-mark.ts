import type { Db } from '../database/db.ts';
import type { Event } from '../events/event.ts';
import { placesTaken } from '../events/event-queries.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { moveInvitation, type InvitationRow, type InvitationWork } from '../invitations/move-invitation.ts';
import type { MarkKind } from './check-in-tables.ts';
import { doorDay, presenceAfter, presenceByDay, type DoorMark, type Presence } from './presence.ts';

export interface NewMark {
  readonly key: string;
  readonly kind: MarkKind;
  readonly at: Timestamp;
  readonly byPersonId: Id | null;
}

export interface TakenMark {
  /** Of the mark's day, without it and with it. */
  readonly before: Presence;
  readonly after: Presence;
}

/**
 * Notes what was said at the door and brings the invitation to the state that follows from all marks.
 * Call it in the event's turn, for somebody who holds a place or is let in without one.
 */
export async function takeMark(
  work: InvitationWork,
  event: Event,
  invitation: InvitationRow,
  { key, kind, at, byPersonId }: NewMark,
): Promise<TakenMark> {
  const { tx } = work;
  const earlier = await marksOf(tx, invitation.id);
  const added = await tx
    .insertInto('door_marks')
    .values({ event_id: event.id, key, invitation_id: invitation.id, kind, at, by_person_id: byPersonId })
    .onConflict((conflict) => conflict.columns(['event_id', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  const all = added ? [...earlier, { key, kind, at, by: null }] : earlier;
  const day = doorDay(at, event.zone);
  const ofDay = (marks: readonly DoorMark[]) =>
    presenceAfter(marks.filter((one) => doorDay(one.at, event.zone) === day));
  const taken = { before: ofDay(earlier.filter((one) => one.key !== key)), after: ofDay(all) };
  if (!added) return taken;
  const came = [...presenceByDay(all, event.zone).values()].some(({ arrivedAt }) => arrivedAt !== null);
  if (came && invitation.state !== 'attended') await moveInvitation(work, event, invitation, 'attended');
  if (!came && invitation.state === 'attended')
    await moveInvitation(work, event, invitation, invitation.walked_in ? 'requested' : 'confirmed');
  work.record({
    kind: 'check-in.marked',
    eventId: event.id,
    subjectId: invitation.id,
    audience: 'organisers',
  });
  return taken;
}

/** Whether marks about this person count: they hold a place, or walked in and there still is one for them. */
export async function mayMark(db: Db, event: Event, invitation: InvitationRow): Promise<boolean> {
  if (['confirmed', 'attended', 'no-show'].includes(invitation.state)) return true;
  return invitation.walked_in === 1 && invitation.state === 'requested' && (await roomFor(db, event));
}

/** Whether the organisers' rule lets one more person in without an invitation. */
export async function roomFor(db: Db, event: Event): Promise<boolean> {
  if (event.walkIns === 'nobody') return false;
  return event.walkIns === 'everybody' || (await placesTaken(db, event.id)) < event.capacity;
}

async function marksOf(db: Db, invitationId: Id): Promise<DoorMark[]> {
  return db
    .selectFrom('door_marks')
    .leftJoin('people', 'people.id', 'door_marks.by_person_id')
    .select(['door_marks.key', 'door_marks.kind', 'door_marks.at', 'people.name as by'])
    .where('invitation_id', '=', invitationId)
    .execute();
}
