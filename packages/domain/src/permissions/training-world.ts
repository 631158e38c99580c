import type { Db } from '../database/db.ts';
import { inTransaction } from '../kernel/action.ts';
import type { Actor } from '../kernel/actor.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { columnsOf, writeRevision } from '../training/write-course.ts';
import { addRunningDay, PRODUCT, type World } from './world.ts';

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

/** Makes the world's event an edition: “Placed”, which is on, teaches its module. */
export async function addEdition(db: Db, world: World): Promise<void> {
  const { eventId, placedId } = world;
  await addRunningDay(db, world);
  const courseId = await addCourse(db);
  const edition = { event_id: eventId, course_id: courseId, course_version: 2, preparation: '' };
  await db
    .insertInto('editions')
    .values({ ...edition, told_at: null, made_at: AT, made_by: null })
    .execute();
  const taught = { session_id: placedId, event_id: eventId, module_id: newId(), position: 0, minutes: 60 };
  await db
    .insertInto('edition_sessions')
    .values({ ...taught, exercises: '["Boot one"]' })
    .execute();
}

/** The same once it is over: everybody with an invitation was in the session. */
export async function addPastEdition(db: Db, world: World): Promise<void> {
  const { eventId, placedId } = world;
  await addEdition(db, world);
  const days = await db.selectFrom('event_days').select('id').where('event_id', '=', eventId).execute();
  for (const [index, { id }] of days.entries())
    await db
      .updateTable('event_days')
      .set({ date: `2026-02-0${index + 1}` })
      .where('id', '=', id)
      .execute();
  const then = { starts_at: '2026-02-01T09:00:00.000Z', ends_at: '2026-02-01T10:00:00.000Z' };
  await db.updateTable('slots').set(then).where('event_id', '=', eventId).execute();
  const people = await db.selectFrom('invitations').select('id').where('event_id', '=', eventId).execute();
  await db
    .insertInto('session_attendance')
    .values(
      people.map(({ id }) => ({
        ...{ session_id: placedId, invitation_id: id, way: 'list' as const, at: AT, by_person_id: null },
      })),
    )
    .execute();
}

/** A certificate of the role "participant". */
export async function addCertificate(db: Db, world: World): Promise<void> {
  await addPastEdition(db, world);
  const { eventId, participantInvitationId } = world;
  const row = { code: 'AAAA-BBBB-CCCC-DDDD', event_id: eventId, invitation_id: participantInvitationId };
  await db
    .insertInto('certificates')
    .values({
      ...row,
      name: 'x',
      attended: 1,
      sessions: 1,
      issued_at: AT,
      revoked_at: null,
      revoked_by: null,
    })
    .execute();
}

/** A course with one file, and which that is. */
export async function addCourseFile(db: Db): Promise<{ courseId: Id; fileId: Id }> {
  const [courseId, fileId] = [await addCourse(db), newId()];
  const file = { sha256: 'a'.repeat(64), name: 'a.pdf', type: 'application/pdf', size: 1 };
  const at = { module_id: null, title: 'Slides', position: 0, attached_at: AT, attached_by: null };
  await db
    .insertInto('course_files')
    .values({ id: fileId, course_id: courseId, ...file, ...at })
    .execute();
  return { courseId, fileId };
}

/** A file for the course that has arrived from somebody. */
export async function addCourseUpload(db: Db, courseId: Id, sender: Actor): Promise<Id> {
  const id = newId();
  const row = { id, course_id: courseId, person_id: sender.kind === 'person' ? sender.personId : null };
  const file = { name: 'a.pdf', size: 1, sha256: 'a'.repeat(64), type: 'application/pdf' };
  await db
    .insertInto('uploads')
    .values({ ...row, ...file, began_at: AT })
    .execute();
  return id;
}
