import { z } from 'zod';
import { releasedPlaces } from '../agenda/agenda-queries.ts';
import { takeTurn } from '../database/turn.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { invitationRows } from '../invitations/move-invitation.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError, notFound } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { editionSession, requireTeacher } from './edition-policy.ts';
import { writeAttendance } from './write-attendance.ts';

const MOST = 2000;

/** Says from the list who was in a session and who was not; nobody who is in neither list is touched. */
export const markAttendance = defineAction({
  name: 'mark-attendance',
  input: z.strictObject({
    eventId: id,
    sessionId: id,
    /** Invitations. */
    there: z.array(id).max(MOST).default([]),
    notThere: z.array(id).max(MOST).default([]),
  }),
  allow: async ({ tx, actor, input }) => {
    await requireTeacher(tx, actor, input.eventId, input.sessionId);
    await editionSession(tx, input.eventId, input.sessionId);
  },
  run: async (work): Promise<{ there: number }> => {
    const { tx, input, now, record } = work;
    const { eventId, sessionId, notThere } = input;
    await takeTurn(tx, eventId);
    const event = await eventOrThrow(tx, eventId);
    const place = (await releasedPlaces(tx, eventId)).get(sessionId);
    if (place && place.startsAt > now)
      throw new DomainError('wrong-state', 'This session has not begun. Try: when it has.');
    if (notThere.length > 0) {
      await tx
        .deleteFrom('session_attendance')
        .where('session_id', '=', sessionId)
        .where('invitation_id', 'in', notThere)
        .execute();
      record({ kind: 'attendance.noted', eventId, subjectId: sessionId, audience: 'organisers' });
    }
    const there = [...new Set(input.there)];
    if (there.length === 0) return { there: 0 };
    const rows = await invitationRows(tx)
      .where('event_id', '=', eventId)
      .where('invitations.id', 'in', there)
      .where('state', 'in', ['confirmed', 'attended', 'no-show'])
      .execute();
    const known = new Set(rows.map((row) => row.id));
    const foreign = there.find((one) => !known.has(one));
    if (foreign) throw notFound('place at this event', foreign);
    await writeAttendance(work, event, { sessionId, way: 'list', at: place?.startsAt ?? now }, rows);
    return { there: rows.length };
  },
});
