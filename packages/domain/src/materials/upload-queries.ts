import type { Db } from '../database/db.ts';
import type { Actor } from '../kernel/actor.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { notFound } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';

/** An upload of this actor; somebody else's is not found. */
export async function ownUpload(db: Db, actor: Actor, uploadId: Id) {
  const row = await db.selectFrom('uploads').selectAll().where('id', '=', uploadId).executeTakeFirst();
  const own = actor.kind === 'system' || (actor.kind === 'person' && row?.person_id === actor.personId);
  if (!row || !own) throw notFound('upload', uploadId);
  return row;
}

/** Uploads that nobody attached since `before`. */
export async function forgottenUploads(db: Db, before: Timestamp): Promise<Id[]> {
  const rows = await db.selectFrom('uploads').select('id').where('began_at', '<', before).execute();
  return rows.map((row) => row.id);
}

/** Those of the ids that are still uploads. */
export async function uploadsAmong(db: Db, ids: readonly Id[]): Promise<Set<Id>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('uploads')
    .select('id')
    .where('id', 'in', [...ids])
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** Whether anything refers to the file with this hash. */
export async function isReferred(db: Db, sha256: string): Promise<boolean> {
  for (const table of ['material_files', 'uploads', 'pictures', 'course_files'] as const)
    if (await db.selectFrom(table).select('id').where('sha256', '=', sha256).executeTakeFirst()) return true;
  const small = db.selectFrom('pictures').select('id').where('small_sha256', '=', sha256);
  return (await small.executeTakeFirst()) !== undefined;
}
