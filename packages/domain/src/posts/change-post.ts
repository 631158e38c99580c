import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id, version } from '../kernel/fields.ts';
import { leadColumns } from './lead-picture.ts';
import { leadFields, postFields } from './post.ts';
import { requireWriterOf } from './post-policy.ts';
import { savePost } from './save-post.ts';

/** Changes a post's text; the earlier one is kept. Refused as stale when somebody else was quicker. */
export const changePost = defineAction({
  name: 'change-post',
  input: z.strictObject({ postId: id, version, ...postFields, ...leadFields }),
  allow: ({ tx, actor, input }) => requireWriterOf(tx, actor, input.postId),
  run: async (work): Promise<{ version: number; slug: string }> => {
    const { title, body, kind, tags } = work.input;
    return savePost(work, work.input, {
      title,
      body,
      kind,
      tags,
      ...(await leadColumns(work.tx, work.input)),
    });
  },
});
