import type { Transaction } from '../database/db.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { claimName, type KeptNames } from '../wiki/claim-name.ts';
import type { NameOwner } from '../wiki/named-page.ts';

/**
 * Gives a page a name among the pages of its event, and the address made of it, for good. Refused when another
 * page has or had that name, with `NameOwner` as the subject. Its own earlier names it may have again.
 */
export function claimPageName(
  tx: Transaction,
  { eventId, pageId }: { eventId: Id; pageId: Id },
  name: string,
): Promise<{ slug: string }> {
  const own = () => tx.selectFrom('page_names').where('event_id', '=', eventId);
  const names: KeptNames = {
    owner: (key) => own().select(['page_id as pageId', 'slug']).where('key', '=', key).executeTakeFirst(),
    slugsLike: async (pattern) => {
      const rows = await own().select('slug').where('slug', 'like', pattern).execute();
      return rows.map((row) => row.slug);
    },
    keep: async ({ key, slug }) => {
      const kept = await tx
        .insertInto('page_names')
        .values({ event_id: eventId, key, slug, page_id: pageId })
        .onConflict((conflict) => conflict.doNothing())
        .returning('slug')
        .executeTakeFirst();
      return kept !== undefined;
    },
    taken: (ownerId) => nameTaken(tx, name, ownerId),
  };
  return claimName(names, pageId, name);
}

async function nameTaken(tx: Transaction, name: string, ownerId: Id): Promise<DomainError> {
  const owner = await tx
    .selectFrom('pages')
    .innerJoin('page_names', (join) =>
      join.onRef('page_names.event_id', '=', 'pages.event_id').onRef('page_names.key', '=', 'pages.name_key'),
    )
    .select(['pages.name', 'page_names.slug', 'removed_at'])
    .where('pages.id', '=', ownerId)
    .executeTakeFirstOrThrow();
  const subject: NameOwner = owner.removed_at ? { removed: true } : { name: owner.name, slug: owner.slug };
  return new DomainError('invalid-input', `There is a page for "${name}" already.`, {
    fields: [{ path: 'name', code: 'taken', params: {} }],
    subject,
  });
}
