import type { Db } from '../database/db.ts';
import { inTransaction } from '../kernel/action.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { columnsOf, writeRevision } from '../training/write-course.ts';
import { PRODUCT } from './world.ts';

const AT = '2026-03-01T00:00:00.000Z';

/** A course with one module, at version 2. */
export async function addCourse(db: Db): Promise<Id> {
  const id = newId();
  const module = { id: newId(), title: 'Booting', minutes: 60, objectives: [], description: '' };
  const text = {
    ...{ title: 'Course', description: '', audience: '', prerequisites: '', licence: '', tags: [] },
    modules: [{ ...module, exercises: ['Boot one'] }],
  };
  const row = { id, slug: 'a-course', ...columnsOf(text), created_at: AT, updated_at: AT, version: 2 };
  await db.insertInto('courses').values(row).execute();
  for (const version of [1, 2])
    await inTransaction(db, (tx) =>
      writeRevision({ tx, actor: PRODUCT, now: AT, record: () => undefined }, version, {
        ...{ courseId: id, summary: '' },
        text: { ...text, title: `Course ${version}` },
      }),
    );
  return id;
}
