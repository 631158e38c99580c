import type { Db } from '../database/db.ts';
import type { Actor } from '../kernel/actor.ts';
import { notFound, signInNeeded } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';

/** Lets through the person an invitation belongs to and whoever holds its secret link; to others it does not exist. */
export async function requireOwnInvitation(db: Db, actor: Actor, invitationId: Id): Promise<void> {
  if (actor.kind === 'visitor') throw signInNeeded();
  if (actor.kind === 'link-holder' && actor.invitationId !== invitationId)
    throw notFound('invitation', invitationId);
  const row = await db
    .selectFrom('invitations')
    .select('person_id')
    .where('id', '=', invitationId)
    .executeTakeFirst();
  if (!row || (actor.kind === 'person' && actor.personId !== row.person_id))
    throw notFound('invitation', invitationId);
}
