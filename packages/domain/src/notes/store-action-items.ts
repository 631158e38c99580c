import type { Transaction } from '../database/db.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { itemLines, readActionItems, type Named } from './action-items.ts';

/** Writes the action items of a text, if they are other than before. An item that says the same keeps its id. */
export async function storeActionItems(
  tx: Transaction,
  notes: { readonly session_id: Id; readonly event_id: Id; readonly text: string },
  text: string,
): Promise<void> {
  if (itemLines(notes.text).join('\n') === itemLines(text).join('\n')) return;
  const items = readActionItems(text, await peopleOf(tx, notes.event_id));
  const before = await tx
    .selectFrom('action_items')
    .select(['id', 'what'])
    .where('session_id', '=', notes.session_id)
    .orderBy('position')
    .execute();
  const takeId = (what: string): Id => {
    const index = before.findIndex((one) => one.what === what);
    return index === -1 ? newId() : (before.splice(index, 1)[0]?.id ?? newId());
  };
  await tx.deleteFrom('action_items').where('session_id', '=', notes.session_id).execute();
  for (const [position, { what, ownerId, ownerName, due, done }] of items.entries())
    await tx
      .insertInto('action_items')
      .values({
        ...{ id: takeId(what), session_id: notes.session_id, position, what, due, done: done ? 1 : 0 },
        ...{ owner_id: ownerId, owner_name: ownerName },
      })
      .execute();
}

/** Whom `@name` may mean: who is invited, who has a role, who leads a session. */
async function peopleOf(tx: Transaction, eventId: Id): Promise<Named[]> {
  const ids = tx
    .selectFrom('invitations')
    .select('person_id')
    .where('event_id', '=', eventId)
    .where('state', 'in', ['invited', 'confirmed', 'attended'])
    .union(tx.selectFrom('event_roles').select('person_id').where('event_id', '=', eventId))
    .union(
      tx
        .selectFrom('session_leads')
        .innerJoin('sessions', 'sessions.id', 'session_leads.session_id')
        .select((e) => e.ref('session_leads.person_id').$notNull().as('person_id'))
        .where('sessions.event_id', '=', eventId)
        .where('session_leads.person_id', 'is not', null),
    );
  return tx.selectFrom('people').select(['id', 'name']).where('id', 'in', ids).orderBy('id').execute();
}
