import { z } from 'zod';
import { requireOrganiser } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError, notFound } from '../kernel/errors.ts';
import { id, text, version } from '../kernel/fields.ts';
import { invitationOrThrow } from './move-invitation.ts';

/** Writes the organisers' own note about a request. The person never sees it. */
export const noteInvitation = defineAction({
  name: 'note-invitation',
  input: z.strictObject({ eventId: id, invitationId: id, version, note: text(2000) }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
  },
  run: async ({ tx, input, record }) => {
    const noted = await tx
      .updateTable('invitations')
      .set({ organiser_note: input.note, version: input.version + 1 })
      .where('id', '=', input.invitationId)
      .where('event_id', '=', input.eventId)
      .where('version', '=', input.version)
      .returning('version')
      .executeTakeFirst();
    if (!noted) {
      const current = await invitationOrThrow(tx, input.invitationId);
      if (current.event_id !== input.eventId) throw notFound('invitation', input.invitationId);
      throw new DomainError('stale', `Somebody has changed ${current.name} since you opened this page.`, {
        params: { name: current.name },
        subject: current,
      });
    }
    record({
      kind: 'invitation.noted',
      eventId: input.eventId,
      subjectId: input.invitationId,
      audience: 'organisers',
    });
    return { version: noted.version };
  },
});
