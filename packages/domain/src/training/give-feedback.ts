import { z } from 'zod';
import { releasedPlaces } from '../agenda/agenda-queries.ts';
import type { Transaction } from '../database/db.ts';
import { eventGrid, eventOrThrow } from '../events/event-queries.ts';
import { requirePerson } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { DomainError, notFound } from '../kernel/errors.ts';
import { id, text, wholeNumber } from '../kernel/fields.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { editionOrThrow, editionSession, feedbackUntil, requirePlace } from './edition-policy.ts';

const about = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('session'), id }),
  z.strictObject({ kind: z.literal('day'), id }),
]);

/** Says what one thought of a session or of a day: 1 to 5 and words. Said again it replaces what one said before. */
export const giveFeedback = defineAction({
  name: 'give-feedback',
  input: z.strictObject({ eventId: id, about, stars: wholeNumber(1, 5), words: text(5000) }),
  allow: async ({ tx, actor, input }) => {
    await requirePlace(tx, actor, input.eventId);
    await editionOrThrow(tx, input.eventId);
  },
  run: async ({ tx, actor, input, now, record }): Promise<void> => {
    const { eventId, about: subject, stars, words } = input;
    const event = await eventOrThrow(tx, eventId);
    const begins =
      subject.kind === 'session'
        ? await sessionBegins(tx, eventId, subject.id)
        : await dayBegins(tx, eventId, subject.id);
    if (begins === null || now < begins)
      throw new DomainError('wrong-state', 'It has not begun. Try: when it has.');
    const until = feedbackUntil(event, await editionOrThrow(tx, eventId));
    if (until && now >= until)
      throw new DomainError('wrong-state', `Feedback was open until ${until.slice(0, 10)}.`);
    const said = { stars, words, changed_at: now };
    const column = subject.kind === 'session' ? 'session_id' : 'day_id';
    await tx
      .insertInto('feedback')
      .values({
        ...{ id: newId(), event_id: eventId, session_id: null, day_id: null, [column]: subject.id },
        ...{ person_id: requirePerson(actor), given_at: now, ...said },
      })
      .onConflict((conflict) => conflict.columns([column, 'person_id']).doUpdateSet(said))
      .execute();
    // Not who: leads read feedback without names.
    record({ kind: 'feedback.given', eventId, subjectId: subject.id, audience: 'organisers' });
  },
});

async function sessionBegins(tx: Transaction, eventId: Id, sessionId: Id): Promise<Timestamp | null> {
  await editionSession(tx, eventId, sessionId);
  return (await releasedPlaces(tx, eventId)).get(sessionId)?.startsAt ?? null;
}

async function dayBegins(tx: Transaction, eventId: Id, dayId: Id): Promise<Timestamp | null> {
  const { days, slots } = await eventGrid(tx, eventId);
  if (!days.some((day) => day.id === dayId)) throw notFound('day', dayId);
  return slots.find((slot) => slot.dayId === dayId)?.startsAt ?? null;
}
