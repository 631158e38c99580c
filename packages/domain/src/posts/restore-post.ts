import { z } from 'zod';
import type { Transaction } from '../database/db.ts';
import { defineAction } from '../kernel/action.ts';
import { notFound } from '../kernel/errors.ts';
import { id, version } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { NO_LEAD, type LeadColumns } from './lead-picture.ts';
import { requireWriterOf } from './post-policy.ts';
import { readTags } from './post-revision-queries.ts';
import { savePost } from './save-post.ts';

/**
 * Brings an earlier text of a post back as its next version, with its title, its tags and the picture it began with; the
 * texts between are kept. A picture that was removed meanwhile stays away.
 */
export const restorePost = defineAction({
  name: 'restore-post',
  input: z.strictObject({ postId: id, version, revision: version }),
  allow: ({ tx, actor, input }) => requireWriterOf(tx, actor, input.postId),
  run: async (work): Promise<{ version: number; slug: string }> => {
    const { postId, revision } = work.input;
    const kept = await work.tx
      .selectFrom('post_revisions')
      .select(['title', 'body', 'tags', 'lead_picture_id', 'lead_alt'])
      .where('post_id', '=', postId)
      .where('version', '=', revision)
      .executeTakeFirst();
    if (!kept) throw notFound('revision', String(revision));
    const { title, body, tags, ...lead } = kept;
    const began = await leadOf(work.tx, postId, lead);
    return savePost(work, work.input, { title, body, tags: readTags(tags), ...began });
  },
});

/** What the text began with. The present picture where that was not kept yet. */
async function leadOf(
  tx: Transaction,
  postId: Id,
  { lead_picture_id, lead_alt }: { readonly lead_picture_id: Id | null; readonly lead_alt: string | null },
): Promise<LeadColumns> {
  if (lead_alt === null)
    return tx
      .selectFrom('posts')
      .select(['lead_picture_id', 'lead_alt'])
      .where('id', '=', postId)
      .executeTakeFirstOrThrow();
  const picture =
    lead_picture_id === null
      ? undefined
      : await tx.selectFrom('pictures').select('id').where('id', '=', lead_picture_id).executeTakeFirst();
  return picture ? { lead_picture_id, lead_alt } : NO_LEAD;
}
