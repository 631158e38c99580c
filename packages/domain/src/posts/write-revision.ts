import type { Transaction } from '../database/db.ts';
import type { Actor } from '../kernel/actor.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import type { LeadColumns } from './lead-picture.ts';

interface Text extends LeadColumns {
  readonly version: number;
  readonly title: string;
  readonly body: string;
  readonly tags: readonly string[];
}

/** Keeps a post's text, and the picture it begins with, as they are from now on, and gives it its tags. */
export async function writeRevision(
  tx: Transaction,
  { postId, actor, at }: { postId: Id; actor: Actor; at: Timestamp },
  { version, title, body, tags, lead_picture_id, lead_alt }: Text,
): Promise<void> {
  await tx.deleteFrom('post_tags').where('post_id', '=', postId).execute();
  if (tags.length > 0)
    await tx
      .insertInto('post_tags')
      .values(tags.map((tag) => ({ tag, post_id: postId })))
      .execute();
  await tx
    .insertInto('post_revisions')
    .values({
      ...{ post_id: postId, version, title, body, at, lead_picture_id, lead_alt },
      tags: JSON.stringify(tags),
      by_person_id: actor.kind === 'person' ? actor.personId : null,
    })
    .execute();
}
