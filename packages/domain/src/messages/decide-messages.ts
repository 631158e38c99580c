import { z } from 'zod';
import { requireOrganiser, requireSiteOwner } from '../standing/standing.ts';
import { enqueueJob } from '../jobs/enqueue-job.ts';
import { defineAction } from '../kernel/action.ts';
import { notFound } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import type { MessageState } from './message-tables.ts';
import { SEND_MESSAGE } from './queue-message.ts';

const DECIDABLE: Record<'send' | 'discard', MessageState[]> = {
  send: ['held', 'uncertain', 'failed'],
  discard: ['held', 'uncertain', 'failed', 'queued'],
};

/**
 * An organiser sends or discards messages that wait for review; the site owner also those without
 * an event. All of them or, when one is not there, none.
 */
export const decideMessages = defineAction({
  name: 'decide-messages',
  input: z.strictObject({
    eventId: id.nullable(),
    messageIds: z.array(id).min(1).max(500),
    decision: z.enum(['send', 'discard']),
  }),
  allow: async ({ tx, actor, input }) => {
    if (input.eventId) await requireOrganiser(tx, actor, input.eventId);
    else await requireSiteOwner(tx, actor);
  },
  run: async ({ tx, actor, input, now, record }) => {
    for (const messageId of new Set(input.messageIds)) {
      const decided = await tx
        .updateTable('messages')
        .set({
          state: input.decision === 'send' ? 'queued' : 'discarded',
          released_by: actor.kind === 'person' ? actor.personId : null,
        })
        .where('id', '=', messageId)
        .where('event_id', input.eventId ? '=' : 'is', input.eventId)
        .where('state', 'in', DECIDABLE[input.decision])
        .returning('id')
        .executeTakeFirst();
      if (!decided) throw notFound('message that waits', messageId);
      if (input.decision === 'send')
        await enqueueJob(tx, { kind: SEND_MESSAGE, payload: messageId, runAt: now });
    }
    record({
      kind: `messages.${input.decision === 'send' ? 'released' : 'discarded'}`,
      eventId: input.eventId,
      subjectId: null,
      audience: 'organisers',
    });
    return { count: new Set(input.messageIds).size };
  },
});
