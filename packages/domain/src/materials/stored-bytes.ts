import type { Db } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';

/** How many bytes of its quota an event uses: what is attached, and what is on its way. */
export async function bytesOfEvent(db: Db, eventId: Id): Promise<number> {
  const attached = await db
    .selectFrom('material_files')
    .innerJoin('materials', 'materials.id', 'material_id')
    .select((f) => f.fn.sum<number | string | null>('size').as('bytes'))
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  const coming = await db
    .selectFrom('uploads')
    .select((u) => u.fn.sum<number | string | null>('size').as('bytes'))
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  return Number(attached?.bytes ?? 0) + Number(coming?.bytes ?? 0);
}
