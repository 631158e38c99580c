import type { Db } from '../database/db.ts';
import type { PageWriters } from '../events/event-tables.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { byGivenNames, keysOf, type NamedPage } from '../wiki/named-page.ts';

/** A page of an event in a list. */
export interface PageSummary {
  readonly id: Id;
  readonly slug: string;
  readonly name: string;
  readonly excerpt: string;
  readonly writers: PageWriters;
  readonly updatedAt: Timestamp;
  /** Who changed it last; null: the product, or somebody who is gone. */
  readonly byName: string | null;
}

export interface EventPage extends PageSummary {
  readonly body: string;
  readonly version: number;
}

/** The pages of an event, the one changed last first; removed ones are a list of their own. One statement. */
export function listPages(
  db: Db,
  eventId: Id,
  { removed = false }: { removed?: boolean } = {},
): Promise<PageSummary[]> {
  return summaryRows(db, eventId)
    .where('removed_at', removed ? 'is not' : 'is', null)
    .orderBy('pages.updated_at', 'desc')
    .orderBy('pages.id', 'desc')
    .execute();
}

/** A page by its address, and `movedTo` when that is one of its earlier ones. One statement. */
export async function findPage(
  db: Db,
  eventId: Id,
  slug: string,
): Promise<(EventPage & { readonly movedTo: string | null }) | undefined> {
  if (!/^[a-z0-9-]+$/.test(slug)) return undefined;
  const page = await summaryRows(db, eventId)
    .innerJoin('page_names as asked', 'asked.page_id', 'pages.id')
    .select(['pages.body', 'pages.version'])
    .where('asked.slug', '=', slug)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return page && { ...page, movedTo: page.slug === slug ? null : page.slug };
}

/** Whether somebody watches a page, which nobody else is told. */
export async function watchesPage(db: Db, pageId: Id, personId: Id): Promise<boolean> {
  const row = await db
    .selectFrom('page_watchers')
    .select('since')
    .where('page_id', '=', pageId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

/** The pages of an event that have, or had, these names, by the names as given. One statement. */
export async function eventPagesNamed(
  db: Db,
  eventId: Id,
  names: readonly string[],
): Promise<Map<string, NamedPage>> {
  const keys = keysOf(names);
  if (keys.length === 0) return new Map();
  const rows = await summaryRows(db, eventId)
    .innerJoin('page_names as asked', 'asked.page_id', 'pages.id')
    .select('asked.key')
    .where('asked.key', 'in', keys)
    .where('removed_at', 'is', null)
    .execute();
  return byGivenNames(names, rows);
}

function summaryRows(db: Db, eventId: Id) {
  return db
    .selectFrom('pages')
    .innerJoin('page_names as present', (join) =>
      join.onRef('present.event_id', '=', 'pages.event_id').onRef('present.key', '=', 'pages.name_key'),
    )
    .leftJoin('page_revisions as last', (join) =>
      join.onRef('last.page_id', '=', 'pages.id').onRef('last.version', '=', 'pages.version'),
    )
    .leftJoin('people', 'people.id', 'last.by_person_id')
    .select(['pages.id', 'present.slug', 'pages.name', 'pages.excerpt', 'pages.writers'])
    .select(['pages.updated_at as updatedAt', 'people.name as byName'])
    .where('pages.event_id', '=', eventId);
}
