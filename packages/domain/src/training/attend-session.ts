import { z } from 'zod';
import { releasedPlaces } from '../agenda/agenda-queries.ts';
import { readDoorCode } from '../check-in/door-code.ts';
import { takeTurn } from '../database/turn.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { localTimeOf } from '../events/slot-times.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError, wrongField } from '../kernel/errors.ts';
import { id, line } from '../kernel/fields.ts';
import { attendanceCode, attendanceWindow } from './attendance-code.ts';
import { editionSession, requirePlace } from './edition-policy.ts';
import { writeAttendance } from './write-attendance.ts';

/** Says of oneself that one is in a session, with the code on its screen. Saying it twice is saying it once. */
export const attendSession = defineAction({
  name: 'attend-session',
  input: z.strictObject({ eventId: id, sessionId: id, code: line(40) }),
  allow: async ({ tx, actor, input }) => {
    await requirePlace(tx, actor, input.eventId);
    await editionSession(tx, input.eventId, input.sessionId);
  },
  run: async (work): Promise<void> => {
    const { tx, actor, input, now, site } = work;
    const { eventId, sessionId } = input;
    if (readDoorCode(input.code) !== attendanceCode(site.secret, sessionId))
      throw wrongField('code', 'wrong-code', `“${input.code}” is not the code of this session.`);
    const event = await eventOrThrow(tx, eventId);
    const place = (await releasedPlaces(tx, eventId)).get(sessionId);
    if (!place || place.cancelled)
      throw new DomainError('wrong-state', 'This session has no time in the schedule.');
    const { from, until } = attendanceWindow(place);
    if (now < from || now > until) {
      const words = (at: string) => Object.values(localTimeOf(at, event.zone)).join(' ');
      const params = { from: words(from), until: words(until) };
      throw wrongField(
        'code',
        'not-now',
        `This code is good from ${params.from} until ${params.until}.`,
        params,
      );
    }
    await takeTurn(tx, eventId);
    await writeAttendance(work, event, { sessionId, way: 'code', at: now }, [
      await requirePlace(tx, actor, eventId),
    ]);
  },
});
