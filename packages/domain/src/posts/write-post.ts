import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { beginPost } from './begin-post.ts';
import { leadColumns } from './lead-picture.ts';
import { leadFields, postFields } from './post.ts';
import { requireWriter } from './post-policy.ts';

/** Begins a post as a draft, which only those who may write it see. */
export const writePost = defineAction({
  name: 'write-post',
  input: z.strictObject({ eventId: id.optional(), ...postFields, ...leadFields }),
  allow: ({ tx, actor, input }) => requireWriter(tx, actor, input.eventId ?? null),
  run: async (work): Promise<{ postId: Id; slug: string }> => {
    const lead = await leadColumns(work.tx, work.input);
    return beginPost(work, { ...work.input, eventId: work.input.eventId ?? null, lead });
  },
});
