import { takeMark } from '../check-in/take-mark.ts';
import type { Event } from '../events/event.ts';
import type { InvitationRow, InvitationWork } from '../invitations/move-invitation.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { newId, type Id } from '../kernel/ids.ts';

interface Attended {
  readonly sessionId: Id;
  readonly way: 'code' | 'list';
  /** When they were there. */
  readonly at: Timestamp;
}

const MANY = 200;

/**
 * Notes that people were in a session. Who is in a session is at the event: whoever the door has not seen is
 * checked in by it. Call it in the event's turn, for people with a place.
 */
export async function writeAttendance(
  work: InvitationWork,
  event: Event,
  { sessionId, way, at }: Attended,
  invitations: readonly InvitationRow[],
): Promise<void> {
  const { tx, actor, record } = work;
  const by = actor.kind === 'person' ? actor.personId : null;
  for (let from = 0; from < invitations.length; from += MANY)
    await tx
      .insertInto('session_attendance')
      .values(
        invitations.slice(from, from + MANY).map((invitation) => ({
          ...{ session_id: sessionId, invitation_id: invitation.id, way, at, by_person_id: by },
        })),
      )
      .onConflict((conflict) => conflict.columns(['session_id', 'invitation_id']).doNothing())
      .execute();
  for (const invitation of invitations)
    if (invitation.state !== 'attended')
      await takeMark(work, event, invitation, { key: newId(), kind: 'here', at, byPersonId: by });
  record({ kind: 'attendance.noted', eventId: event.id, subjectId: sessionId, audience: 'organisers' });
}
