import { z } from 'zod';
import type { Db } from '../database/db.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { defineAction } from '../kernel/action.ts';
import { later, type Timestamp } from '../kernel/clock.ts';
import { notAllowed } from '../kernel/errors.ts';
import { queueMessage } from '../messages/queue-message.ts';
import { reminderTo } from './invitation-mail.ts';
import { invitationRows, type InvitationRow } from './move-invitation.ts';

/** How long before the last moment people are reminded, once; and how long an offer is left alone at least. */
const REMIND_BEFORE = { hours: 48 };
const LEAVE_ALONE = { hours: -24 };

/** Reminds everybody whose offer ends soon; one mail an offer, however often this runs. For the clock's job. */
export const remindToConfirm = defineAction({
  name: 'remind-to-confirm',
  input: z.strictObject({}),
  allow: ({ actor }) => {
    if (actor.kind !== 'system') throw notAllowed('Reminders go out by themselves.');
  },
  run: async ({ tx, now, site, record }) => {
    const due = await remindersDue(tx, now);
    for (const invitation of due) {
      const event = await eventOrThrow(tx, invitation.event_id);
      await queueMessage(tx, reminderTo(event, invitation, site, now));
      record({
        kind: 'invitation.reminded',
        eventId: event.id,
        subjectId: invitation.id,
        audience: 'organisers',
      });
    }
    return { reminded: due.length };
  },
});

/** Offers that end soon and whose people were not reminded yet. */
export function remindersDue(db: Db, now: Timestamp): Promise<InvitationRow[]> {
  return invitationRows(db)
    .where('state', '=', 'invited')
    .where('confirm_by', '>', now)
    .where('confirm_by', '<=', later(now, REMIND_BEFORE))
    .where('invited_at', '<', later(now, LEAVE_ALONE))
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('messages')
            .select('messages.id')
            .where('template', '=', 'reminder-to-confirm')
            .whereRef('messages.event_id', '=', 'invitations.event_id')
            .whereRef('messages.person_id', '=', 'invitations.person_id')
            .whereRef('messages.created_at', '>=', 'invitations.invited_at'),
        ),
      ),
    )
    .orderBy('invitations.id')
    .execute();
}
