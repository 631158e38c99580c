import type { Db } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';
import { publicRows } from '../materials/archive-queries.ts';
import type { MaterialKind } from '../materials/material.ts';

/** Something that an edition left of a module. */
export interface ModuleMaterial {
  readonly id: Id;
  readonly moduleId: Id;
  readonly kind: MaterialKind;
  readonly title: string;
  readonly eventSlug: string;
  readonly eventName: string;
}

/** What editions of a course left of its modules, as everybody may see it, the latest first. One statement. */
export async function moduleMaterials(db: Db, courseId: Id): Promise<ReadonlyMap<Id, ModuleMaterial[]>> {
  const rows = await publicRows(db)
    .clearSelect()
    .innerJoin('edition_sessions', 'edition_sessions.session_id', 'materials.session_id')
    .innerJoin('editions', 'editions.event_id', 'edition_sessions.event_id')
    .select(['materials.id', 'edition_sessions.module_id as moduleId', 'materials.kind', 'title'])
    .select(['events.slug as eventSlug', 'events.name as eventName'])
    .where('editions.course_id', '=', courseId)
    .orderBy('attached_at', 'desc')
    .orderBy('materials.id', 'desc')
    .execute();
  return Map.groupBy(rows, (row) => row.moduleId);
}
