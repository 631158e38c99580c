import type { Transaction } from '../database/db.ts';
import type { Work } from '../kernel/action.ts';
import type { Actor } from '../kernel/actor.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { notFound, type DomainError } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { staleText, uniteTexts, type KeptText, type StaleText } from '../wiki/stale-text.ts';
import { columnsOf, type PageText } from './page.ts';
import { presentPage } from './page-policy.ts';

/** The subject of a stale write. */
export type StalePage = StaleText<PageText & KeptText>;

interface Save {
  readonly eventId: Id;
  readonly pageId: Id;
  /** The version that the text was made of. */
  readonly version: number;
  readonly summary: string;
  readonly restoredVersion?: number;
  /** The page's new name, which it has claimed already. */
  readonly nameKey?: string;
}

/**
 * Writes a page's text as the next revision, unless it says what the page says already. Refused as stale, with
 * `StalePage` as the subject, when the page is no longer at `version`.
 */
export async function savePageText(
  { tx, actor, now, record }: Pick<Work<unknown>, 'tx' | 'actor' | 'now' | 'record'>,
  { eventId, pageId, version, nameKey, ...more }: Save,
  text: PageText,
): Promise<{ version: number }> {
  const present = await presentPage(tx, eventId, pageId);
  if (present.version === version && present.name === text.name && present.body === text.body)
    return { version };
  const changed = await tx
    .updateTable('pages')
    .set((page) => ({
      ...columnsOf(text),
      ...(nameKey !== undefined && { name_key: nameKey }),
      updated_at: now,
      version: page('version', '+', 1),
    }))
    .where('id', '=', pageId)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  if (!changed) throw await stalePage(tx, { pageId, version }, text);
  await writePageRevision(tx, { actor, now }, { pageId, version: changed.version, text, ...more });
  record({ kind: 'page.changed', eventId, subjectId: pageId, audience: 'public' });
  return changed;
}

interface Written {
  readonly pageId: Id;
  readonly version: number;
  readonly text: PageText;
  readonly summary: string;
  readonly restoredVersion?: number;
}

/** Keeps a page's text as it is from now on. */
export async function writePageRevision(
  tx: Transaction,
  { actor, now }: { actor: Actor; now: Timestamp },
  { pageId, version, text, summary, restoredVersion }: Written,
): Promise<void> {
  await tx
    .insertInto('page_revisions')
    .values({
      ...{ page_id: pageId, version, name: text.name, body: text.body, summary, at: now },
      restored_version: restoredVersion ?? null,
      by_person_id: actor.kind === 'person' ? actor.personId : null,
    })
    .execute();
}

async function stalePage(
  tx: Transaction,
  { pageId, version }: { pageId: Id; version: number },
  mine: PageText,
): Promise<DomainError> {
  const rows = await tx
    .selectFrom('page_revisions')
    .innerJoin('pages', 'pages.id', 'page_revisions.page_id')
    .leftJoin('people', 'people.id', 'page_revisions.by_person_id')
    .select(['page_revisions.name', 'page_revisions.body', 'page_revisions.version'])
    .select('people.name as byName')
    .where('pages.id', '=', pageId)
    .where((e) =>
      e.or([
        e('page_revisions.version', '=', e.ref('pages.version')),
        e('page_revisions.version', '=', version),
      ]),
    )
    .orderBy('page_revisions.version', 'desc')
    .execute();
  const [newest, base] = rows;
  if (!newest) return notFound('page', pageId);
  return staleText(uniteTexts(newest, base, mine));
}
