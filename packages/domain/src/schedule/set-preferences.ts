import { z } from 'zod';
import { requireOrganiser } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { OBJECTIVES, STRENGTHS } from './preferences.ts';

const strength = z.enum(STRENGTHS);

/** Says what a schedule is for, and what decides between those that place and serve the same; the next run goes by it. */
export const setPreferences = defineAction({
  name: 'set-preferences',
  input: z.strictObject({
    eventId: id,
    stability: strength,
    fairness: strength,
    fit: strength,
    spread: strength,
    areaChanges: strength,
    objective: z.enum(OBJECTIVES).default('served'),
  }),
  allow: async ({ tx, actor, input }) => void (await requireOrganiser(tx, actor, input.eventId)),
  run: async ({ tx, input: { eventId, areaChanges, ...others }, record }): Promise<void> => {
    const values = { ...others, area_changes: areaChanges };
    await tx
      .insertInto('schedule_preferences')
      .values({ event_id: eventId, ...values })
      .onConflict((conflict) => conflict.column('event_id').doUpdateSet(values))
      .execute();
    record({ kind: 'draft.preferences', eventId, subjectId: eventId, audience: 'organisers' });
  },
});
