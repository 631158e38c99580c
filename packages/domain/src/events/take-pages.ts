import type { Transaction } from '../database/db.ts';
import type { Actor } from '../kernel/actor.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { newId, type Id } from '../kernel/ids.ts';
import type { TemplateLocale } from './event-templates.ts';

const TAKEN_FROM = { en: 'Taken over from', de: 'Übernommen von' };

interface Taking {
  readonly from: Id;
  readonly to: Id;
  readonly actor: Actor;
  readonly now: Timestamp;
  readonly locale: TemplateLocale;
}

/**
 * Gives a new event the free pages of another one: of each that says something the newest text, as its first revision
 * there, and every name it has had, so that links by name lead where they led. Nobody watches them there yet, and
 * removed pages stay behind. Five statements, one when there is nothing to take.
 */
export async function takePages(tx: Transaction, { from, to, actor, now, locale }: Taking): Promise<void> {
  const rows = await tx
    .selectFrom('pages')
    .innerJoin('events', 'events.id', 'pages.event_id')
    .select(['pages.id', 'pages.name', 'name_key', 'body', 'excerpt', 'writers', 'events.name as event'])
    .where('event_id', '=', from)
    .where('removed_at', 'is', null)
    .orderBy('updated_at') // lists then show them in the same order: of those changed at once, the youngest id first
    .orderBy('pages.id')
    .execute();
  const taken = rows.filter(({ body }) => body.trim() !== '').map((row) => ({ ...row, newPageId: newId() }));
  if (taken.length === 0) return;
  const newIds = new Map(taken.map(({ id, newPageId }) => [id, newPageId]));
  const names = await tx
    .selectFrom('page_names')
    .select(['key', 'slug', 'page_id'])
    .where('event_id', '=', from)
    .execute();
  await tx
    .insertInto('pages')
    .values(
      taken.map(({ newPageId, name, name_key, body, excerpt, writers }) => ({
        ...{ id: newPageId, event_id: to, name, name_key, body, excerpt, writers },
        ...{ created_at: now, updated_at: now, removed_at: null, removed_by: null },
      })),
    )
    .execute();
  await tx
    .insertInto('page_names')
    .values(
      names.flatMap(({ key, slug, page_id }) => {
        const newPageId = newIds.get(page_id);
        return newPageId === undefined ? [] : [{ event_id: to, key, slug, page_id: newPageId }];
      }),
    )
    .execute();
  await tx
    .insertInto('page_revisions')
    .values(
      taken.map(({ newPageId, name, body, event }) => ({
        ...{ page_id: newPageId, version: 1, name, body, summary: `${TAKEN_FROM[locale]} ${event}` },
        ...{ restored_version: null, at: now },
        by_person_id: actor.kind === 'person' ? actor.personId : null,
      })),
    )
    .execute();
}
