import type { Db } from '../database/db.ts';
import { mayCreateEvents } from '../events/create-event.ts';
import type { Actor } from '../kernel/actor.ts';
import { notAllowed, signInNeeded } from '../kernel/errors.ts';

/** Whoever may make events writes courses: organisers of any event of the site, and its owner. */
export async function requireCourseWriter(db: Db, actor: Actor): Promise<void> {
  if (await mayCreateEvents(db, actor)) return;
  throw actor.kind === 'visitor'
    ? signInNeeded()
    : notAllowed('Only organisers of events and the owner of this site may do this.');
}
