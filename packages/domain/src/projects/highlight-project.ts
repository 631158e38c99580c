import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { highlightNote } from './project.ts';
import { requireAttendee } from './project-policy.ts';
import { presentText } from './save-text.ts';

/** Says that a project will be shown or worked on at an event, and what of it; again with other words to change them. */
export const highlightProject = defineAction({
  name: 'highlight-project',
  input: z.strictObject({ eventId: id, projectId: id, note: highlightNote }),
  allow: ({ tx, actor, input }) => requireAttendee(tx, actor, input.eventId),
  run: async ({ tx, actor, input, now, record }): Promise<{ eventId: Id; projectId: Id }> => {
    const { eventId, projectId, note } = input;
    await presentText(tx, projectId);
    const said = { note, at: now, by_person_id: actor.kind === 'person' ? actor.personId : null };
    await tx
      .insertInto('project_highlights')
      .values({ event_id: eventId, project_id: projectId, ...said })
      .onConflict((conflict) => conflict.columns(['event_id', 'project_id']).doUpdateSet(said))
      .execute();
    record({ kind: 'project.highlighted', eventId, subjectId: projectId, audience: 'public' });
    return { eventId, projectId };
  },
});
