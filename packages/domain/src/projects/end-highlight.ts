import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { notFound } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { requireAttendee } from './project-policy.ts';

/** Takes a project off an event's list. */
export const endHighlight = defineAction({
  name: 'end-highlight',
  input: z.strictObject({ eventId: id, projectId: id }),
  allow: ({ tx, actor, input }) => requireAttendee(tx, actor, input.eventId),
  run: async ({ tx, input, record }): Promise<{ eventId: Id; projectId: Id }> => {
    const { eventId, projectId } = input;
    const ended = await tx
      .deleteFrom('project_highlights')
      .where('event_id', '=', eventId)
      .where('project_id', '=', projectId)
      .returning('project_id')
      .executeTakeFirst();
    if (!ended) throw notFound('project at this event', projectId);
    record({ kind: 'project.highlight-ended', eventId, subjectId: projectId, audience: 'public' });
    return { eventId, projectId };
  },
});
