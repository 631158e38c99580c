import { z } from 'zod';
import type { Db, Transaction } from '../database/db.ts';
import { defineAction } from '../kernel/action.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { id, line, optionalLine, text } from '../kernel/fields.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { freeSlug } from '../kernel/slug-words.ts';
import { NO_LEAD } from './lead-picture.ts';
import { isOwnAddress } from './old-address.ts';
import { BODY_LENGTH, postFields, slugOf } from './post.ts';
import { requireWriter } from './post-policy.ts';
import { MOST_IMPORTED } from './read-wxr.ts';
import { writeRevision } from './write-revision.ts';

const imported = z.strictObject({
  ...postFields,
  body: text(BODY_LENGTH),
  importedAs: line(1000),
  authorName: optionalLine(120),
  publishedAt: z.iso.datetime().nullable(),
  address: z.string().startsWith('/').max(500).nullable(),
});

/**
 * Takes over posts of another blog with their dates, tags, authors' names and addresses; all of them or none. What was
 * imported before stays as it is now, so that the same export can be read twice.
 */
export const importPosts = defineAction({
  name: 'import-posts',
  input: z.strictObject({ eventId: id.nullable(), posts: z.array(imported).max(MOST_IMPORTED) }),
  allow: ({ tx, actor, input }) => requireWriter(tx, actor, input.eventId),
  run: async ({ tx, actor, input, now, record }): Promise<{ imported: number }> => {
    const { eventId, posts } = input;
    const known = await importedBefore(
      tx,
      posts.map((post) => post.importedAs),
    );
    const slugs = new Set((await tx.selectFrom('posts').select('slug').execute()).map((row) => row.slug));
    const events = new Set((await tx.selectFrom('events').select('slug').execute()).map((row) => row.slug));
    let count = 0;
    for (const { importedAs, authorName, publishedAt, address, title, body, kind, tags } of posts) {
      if (known.has(importedAs)) continue;
      known.add(importedAs);
      const postId = newId();
      const slug = freeSlug(slugOf(title), slugs);
      slugs.add(slug);
      const at: Timestamp = publishedAt ?? now;
      await tx
        .insertInto('posts')
        .values({
          ...{
            id: postId,
            slug,
            kind,
            title,
            body,
            event_id: eventId,
            author_id: null,
            author_name: authorName,
          },
          ...{ published_at: publishedAt, created_at: at, updated_at: at, imported_as: importedAs },
        })
        .execute();
      await writeRevision(tx, { postId, actor, at }, { version: 1, title, body, tags, ...NO_LEAD });
      if (address && !isOwnAddress(address) && !events.has(address.split('/')[1] ?? ''))
        await keepAddress(tx, postId, address);
      count += 1;
    }
    record({ kind: 'posts.imported', eventId, subjectId: null, audience: 'public' });
    return { imported: count };
  },
});

/** Which of these were imported already, by what they are called in their export. */
export async function importedBefore(db: Db, importedAs: readonly string[]): Promise<Set<string>> {
  if (importedAs.length === 0) return new Set();
  const rows = await db
    .selectFrom('posts')
    .select('imported_as')
    .where('imported_as', 'in', [...importedAs])
    .execute();
  return new Set(rows.map((row) => row.imported_as ?? ''));
}

/** An address that another post has stays with that one. */
async function keepAddress(tx: Transaction, postId: Id, address: string): Promise<void> {
  await tx
    .insertInto('post_addresses')
    .values({ address, post_id: postId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
