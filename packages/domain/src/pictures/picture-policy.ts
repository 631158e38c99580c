import type { Db } from '../database/db.ts';
import type { Actor } from '../kernel/actor.ts';
import { notAllowed, notFound, signInNeeded } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { requireSiteOwner } from '../standing/standing.ts';

/**
 * Whoever may write something that takes pictures sends them: the site's owner, organisers and helpers of any event, whoever
 * is invited to one or leads a session, and who works on a project.
 */
export async function requirePictureSender(db: Db, actor: Actor): Promise<void> {
  if (actor.kind === 'system' || (actor.kind === 'person' && (await writesSomething(db, actor.personId))))
    return;
  throw actor.kind === 'visitor'
    ? signInNeeded()
    : notAllowed('Only people who take part in an event, and those who run it, may send pictures.');
}

async function writesSomething(db: Db, personId: Id): Promise<boolean> {
  const row = await db
    .selectFrom('people')
    .select('id')
    .where('id', '=', personId)
    .where((e) => {
      const isIn = (table: 'event_roles' | 'session_leads' | 'project_people') =>
        e.exists(e.selectFrom(table).select('person_id').where('person_id', '=', personId));
      return e.or([
        e('site_owner_since', 'is not', null),
        ...(['event_roles', 'session_leads', 'project_people'] as const).map(isIn),
        e.exists(
          e
            .selectFrom('invitations')
            .select('person_id')
            .where('person_id', '=', personId)
            .where('state', 'in', ['invited', 'confirmed', 'attended']),
        ),
      ]);
    })
    .executeTakeFirst();
  return row !== undefined;
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
