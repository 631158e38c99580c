import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { ownUpload } from './upload-queries.ts';

/** Gives an upload up; what it had reserved is free again. */
export const dropUpload = defineAction({
  name: 'drop-upload',
  input: z.strictObject({ uploadId: id }),
  allow: async ({ tx, actor, input }) => {
    await ownUpload(tx, actor, input.uploadId);
  },
  run: async ({ tx, actor, input, record }): Promise<null> => {
    const { event_id: eventId } = await ownUpload(tx, actor, input.uploadId);
    await tx.deleteFrom('uploads').where('id', '=', input.uploadId).execute();
    record({ kind: 'upload.dropped', eventId, subjectId: input.uploadId, audience: 'organisers' });
    return null;
  },
});
