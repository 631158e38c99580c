import type { Db } from '../database/db.ts';
import type { Actor } from '../kernel/actor.ts';
import { notAllowed, notFound, signInNeeded } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { writesProjects } from '../projects/project-policy.ts';
import { requireSiteOwner } from '../standing/standing.ts';

/** Whoever may write something that takes pictures sends them: who writes the wiki, organisers, the site's owner. */
export async function requirePictureSender(db: Db, actor: Actor): Promise<void> {
  if (await writesProjects(db, actor)) return;
  throw actor.kind === 'visitor'
    ? signInNeeded()
    : notAllowed('Only people with a confirmed place at an event, and organisers, may send pictures.');
}

/** Its sender and the site's owner remove a picture. */
export async function requirePictureOwner(db: Db, actor: Actor, pictureId: Id): Promise<void> {
  const picture = await db
    .selectFrom('pictures')
    .select('sent_by')
    .where('id', '=', pictureId)
    .executeTakeFirst();
  if (!picture) throw notFound('picture', pictureId);
  if (actor.kind !== 'person' || picture.sent_by !== actor.personId) await requireSiteOwner(db, actor);
}
