import type { Db, Transaction } from '../database/db.ts';
import { lockRows } from '../database/lock-rows.ts';
import { mayCreateEvents } from '../events/create-event.ts';
import type { Actor } from '../kernel/actor.ts';
import { notAllowed, notFound, signInNeeded } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';

/** Whoever may make events writes courses: organisers of any event of the site, and its owner. */
export async function requireCourseWriter(db: Db, actor: Actor): Promise<void> {
  if (await mayCreateEvents(db, actor)) return;
  throw actor.kind === 'visitor'
    ? signInNeeded()
    : notAllowed('Only organisers of events and the owner of this site may do this.');
}

/** Makes a course this transaction's alone until it ends. One that is not there is not found. */
export async function lockCourse(tx: Transaction, courseId: Id): Promise<void> {
  const course = tx.selectFrom('courses').select('id').where('id', '=', courseId);
  if (!(await lockRows(tx, course).executeTakeFirst())) throw notFound('course', courseId);
}
