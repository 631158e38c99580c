import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { beginPost } from './begin-post.ts';
import { postFields } from './post.ts';
import { requireWriter } from './post-policy.ts';

/** Begins a post as a draft, which only those who may write it see. */
export const writePost = defineAction({
  name: 'write-post',
  input: z.strictObject({ eventId: id.optional(), ...postFields }),
  allow: ({ tx, actor, input }) => requireWriter(tx, actor, input.eventId ?? null),
  run: (work): Promise<{ postId: Id; slug: string }> =>
    beginPost(work, { ...work.input, eventId: work.input.eventId ?? null }),
});
