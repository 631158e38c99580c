import type { Db } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';

export interface ListedItem {
  readonly id: Id;
  readonly sessionId: Id;
  readonly what: string;
  readonly ownerId: Id | null;
  readonly ownerName: string;
  readonly due: string | null;
  readonly done: boolean;
}

export interface OwnItem extends ListedItem {
  readonly eventId: Id;
  readonly event: string;
  readonly slug: string;
  readonly headline: string;
}

/** The action items of one session, in the order of its text. One statement. */
export async function itemsOfSession(db: Db, sessionId: Id): Promise<ListedItem[]> {
  const rows = await itemRows(db)
    .where('action_items.session_id', '=', sessionId)
    .orderBy('position')
    .execute();
  return rows.map(listed);
}

/** The action items of an event by session; only those of frozen notes when `frozenOnly`. One statement. */
export async function itemsOfEvent(
  db: Db,
  eventId: Id,
  { frozenOnly }: { frozenOnly: boolean },
): Promise<ListedItem[]> {
  let items = itemRows(db).where('notes.event_id', '=', eventId);
  if (frozenOnly) items = items.where('frozen_at', 'is not', null);
  const rows = await items.orderBy('action_items.session_id').orderBy('position').execute();
  return rows.map(listed);
}

/** The action items of several sessions, by session, in the order of their texts. One statement. */
export async function itemsOfSessions(db: Db, sessionIds: readonly Id[]): Promise<ListedItem[]> {
  if (sessionIds.length === 0) return [];
  const rows = await itemRows(db)
    .where('action_items.session_id', 'in', [...sessionIds])
    .orderBy('action_items.session_id')
    .orderBy('position')
    .execute();
  return rows.map(listed);
}

/**
 * What somebody is to do, of all events: undone first, what is due first before the rest. Who no longer takes part does
 * not go on reading notes that are still being written. One statement.
 */
export async function ownItems(db: Db, personId: Id): Promise<OwnItem[]> {
  const rows = await itemRows(db)
    .innerJoin('sessions', 'sessions.id', 'action_items.session_id')
    .innerJoin('events', 'events.id', 'notes.event_id')
    .select(['events.id as eventId', 'events.name as event', 'slug', 'headline'])
    .where('owner_id', '=', personId)
    .where((e) =>
      e.or([
        e.and([e('frozen_at', 'is not', null), e('announced_at', 'is not', null)]),
        e('events.id', 'in', takenPartIn(db, personId)),
        e('action_items.session_id', 'in', ledBy(db, personId)),
        e.exists(
          e
            .selectFrom('people as owner')
            .select('owner.id')
            .where('owner.id', '=', personId)
            .where('owner.site_owner_since', 'is not', null),
        ),
      ]),
    )
    .execute();
  return rows
    .map(({ event, eventId, slug, headline, ...row }) => ({ ...listed(row), event, eventId, slug, headline }))
    .sort(
      (a, b) =>
        Number(a.done) - Number(b.done) ||
        (a.due ?? '~').localeCompare(b.due ?? '~') ||
        a.event.localeCompare(b.event, 'en') ||
        a.id.localeCompare(b.id, 'en'),
    );
}

function takenPartIn(db: Db, personId: Id) {
  return db
    .selectFrom('invitations')
    .select('event_id')
    .where('person_id', '=', personId)
    .where('state', 'in', ['invited', 'confirmed', 'attended'])
    .union(db.selectFrom('event_roles').select('event_id').where('person_id', '=', personId));
}

function ledBy(db: Db, personId: Id) {
  return db.selectFrom('session_leads').select('session_id').where('person_id', '=', personId);
}

function itemRows(db: Db) {
  return db
    .selectFrom('action_items')
    .innerJoin('notes', 'notes.session_id', 'action_items.session_id')
    .leftJoin('people', 'people.id', 'owner_id')
    .select(['action_items.id', 'action_items.session_id as sessionId', 'what', 'owner_id as ownerId'])
    .select((e) => e.fn.coalesce('people.name', 'owner_name').as('ownerName'))
    .select(['due', 'done']);
}

function listed(row: Omit<ListedItem, 'done'> & { readonly done: number }): ListedItem {
  const { id, sessionId, what, ownerId, ownerName, due, done } = row;
  return { id, sessionId, what, ownerId, ownerName, due, done: done === 1 };
}
