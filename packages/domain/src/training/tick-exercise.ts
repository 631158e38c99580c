import { z } from 'zod';
import { requirePerson } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { notFound } from '../kernel/errors.ts';
import { id, wholeNumber } from '../kernel/fields.ts';
import { editionSession, requirePlace } from './edition-policy.ts';
import { readExercises } from './edition.ts';

/** An attendee says that they have done an exercise of a session, or that they have not. `exercise` counts from 0. */
export const tickExercise = defineAction({
  name: 'tick-exercise',
  input: z.strictObject({ eventId: id, sessionId: id, exercise: wholeNumber(0, 100), done: z.boolean() }),
  allow: async ({ tx, actor, input }) => void (await requirePlace(tx, actor, input.eventId)),
  run: async ({ tx, actor, input, now, record }): Promise<void> => {
    const { eventId, sessionId, exercise, done } = input;
    const session = await editionSession(tx, eventId, sessionId);
    if (readExercises(session.exercises)[exercise] === undefined)
      throw notFound('exercise', String(exercise + 1));
    const tick = { session_id: sessionId, exercise, person_id: requirePerson(actor) };
    await (done
      ? tx
          .insertInto('exercise_ticks')
          .values({ ...tick, at: now })
          .onConflict((conflict) => conflict.columns(['session_id', 'exercise', 'person_id']).doNothing())
          .execute()
      : tx
          .deleteFrom('exercise_ticks')
          .where('session_id', '=', sessionId)
          .where('exercise', '=', exercise)
          .where('person_id', '=', tick.person_id)
          .execute());
    record({ kind: 'exercise.ticked', eventId, subjectId: sessionId, audience: 'organisers' });
  },
});
