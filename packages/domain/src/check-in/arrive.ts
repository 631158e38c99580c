import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { invitationOrThrow } from '../invitations/move-invitation.ts';
import { requireOwnInvitation } from '../invitations/own-invitation.ts';
import { defineAction } from '../kernel/action.ts';
import { later, type Timestamp } from '../kernel/clock.ts';
import { DomainError, wrongField } from '../kernel/errors.ts';
import { id, line } from '../kernel/fields.ts';
import { newId } from '../kernel/ids.ts';
import { doorCode, readDoorCode } from './door-code.ts';
import { doorDay } from './presence.ts';
import { mayMark, takeMark } from './take-mark.ts';

/** Says of oneself that one is here, with the code that hangs at the door today. Saying it twice is saying it once. */
export const arrive = defineAction({
  name: 'arrive',
  input: z.strictObject({ invitationId: id, code: line(40) }),
  allow: ({ tx, actor, input }) => requireOwnInvitation(tx, actor, input.invitationId),
  run: async (work): Promise<{ since: Timestamp }> => {
    const { tx, input, now, site } = work;
    const { event_id: eventId } = await invitationOrThrow(tx, input.invitationId);
    await takeTurn(tx, eventId);
    const invitation = await invitationOrThrow(tx, input.invitationId);
    const event = await eventOrThrow(tx, eventId);
    const day = doorDay(now, event.zone);
    const code = readDoorCode(input.code);
    if (code !== doorCode(site.secret, eventId, day)) {
      const yesterday = doorDay(later(now, { days: -1 }), event.zone);
      throw code === doorCode(site.secret, eventId, yesterday)
        ? wrongField('code', 'old-code', 'This is the code of yesterday. Try: the one at the door now.')
        : wrongField('code', 'wrong-code', `“${input.code}” is not the code at the door today.`);
    }
    if (!(await mayMark(tx, event, invitation)))
      throw new DomainError('wrong-state', `There is no place for ${invitation.name}: ${invitation.state}.`, {
        params: { from: invitation.state, to: 'attended' },
      });
    const { after } = await takeMark(work, event, invitation, {
      ...{ key: newId(), kind: 'here', at: now },
      byPersonId: invitation.person_id,
    });
    return { since: after.arrivedAt ?? now };
  },
});
