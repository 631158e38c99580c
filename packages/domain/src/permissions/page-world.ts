import type { Db } from '../database/db.ts';
import { inTransaction } from '../kernel/action.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { columnsOf } from '../pages/page.ts';
import { writePageRevision } from '../pages/save-page-text.ts';
import { PRODUCT, type World } from './world.ts';

const AT = '2026-03-01T00:00:00.000Z';

/** A page of the world's event at version 2, which everybody with a place may write. */
export async function addPage(
  db: Db,
  { eventId }: Pick<World, 'eventId'>,
): Promise<{ eventId: Id; pageId: Id }> {
  const pageId = newId();
  const text = { name: 'Page', body: 'Second.' };
  await db
    .insertInto('pages')
    .values({
      ...{ id: pageId, event_id: eventId, ...columnsOf(text), name_key: 'page', writers: 'attendees' },
      ...{ created_at: AT, updated_at: AT, removed_at: null, removed_by: null, version: 2 },
    })
    .execute();
  await db
    .insertInto('page_names')
    .values({ event_id: eventId, key: 'page', slug: 'page', page_id: pageId })
    .execute();
  for (const [index, body] of ['First.', 'Second.'].entries())
    await inTransaction(db, (tx) =>
      writePageRevision(
        tx,
        { actor: PRODUCT, now: AT },
        { pageId, version: index + 1, text: { ...text, body }, summary: '' },
      ),
    );
  return { eventId, pageId };
}
