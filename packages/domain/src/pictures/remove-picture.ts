import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { requirePictureOwner } from './picture-policy.ts';

/** Removes a picture for good: its address finds nothing, texts show what was said about it, its file is swept. */
export const removePicture = defineAction({
  name: 'remove-picture',
  input: z.strictObject({ pictureId: id }),
  allow: ({ tx, actor, input }) => requirePictureOwner(tx, actor, input.pictureId),
  run: async ({ tx, input, record }): Promise<null> => {
    await tx.deleteFrom('pictures').where('id', '=', input.pictureId).execute();
    record({ kind: 'picture.removed', eventId: null, subjectId: input.pictureId, audience: 'organisers' });
    return null;
  },
});
