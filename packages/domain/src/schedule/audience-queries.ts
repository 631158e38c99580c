import type { Db } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';
import type { DraftPlacement } from './event-problem.ts';
import { expectedAudience, relativeVotes, shareThatComes, type Audience } from './audience.ts';
import { latestPlacements } from './release-changes.ts';

/** How many will come to each session that a draft has placed. At most six queries. */
export async function expectedAudiences(
  db: Db,
  eventId: Id,
  draft: readonly DraftPlacement[],
): Promise<Map<Id, Audience>> {
  const relative = await relativeInterest(db, eventId);
  const people = await peopleWithPlace(db, eventId);
  const room = (sessionId: Id, parallel: number) => ({
    people,
    parallel,
    relative: relative.get(sessionId) ?? 1,
  });
  const counted = await countedRooms(db, eventId);
  const share = shareThatComes(
    counted.map(({ sessionId, parallel, heads }) => ({ ...room(sessionId, parallel), heads })),
  );
  const bySlot = Map.groupBy(draft, (one) => one.slot);
  return new Map(
    draft.map(({ session, slot }) => [
      session,
      expectedAudience(room(session, bySlot.get(slot)?.length ?? 1), share),
    ]),
  );
}

/** Heads that were counted, and how many sessions ran at the same time as everybody was told. */
async function countedRooms(db: Db, eventId: Id) {
  const counts = await db
    .selectFrom('head_counts')
    .innerJoin('sessions', 'sessions.id', 'head_counts.session_id')
    .select(['session_id as sessionId', 'people as heads'])
    .where('event_id', '=', eventId)
    .execute();
  const told = counts.length > 0 ? await latestPlacements(db, eventId) : [];
  const startOf = new Map(told.map((one) => [one.sessionId, one.startsAt]));
  const byStart = Map.groupBy(told, (one) => one.startsAt);
  return counts.flatMap(({ sessionId, heads }) => {
    const start = startOf.get(sessionId);
    return start === undefined ? [] : [{ sessionId, heads, parallel: byStart.get(start)?.length ?? 1 }];
  });
}

async function relativeInterest(db: Db, eventId: Id): Promise<Map<Id, number>> {
  const sessions = await db
    .selectFrom('sessions')
    .select(['id', 'proposed_at'])
    .where('event_id', '=', eventId)
    .where('withdrawn_at', 'is', null)
    .where('merged_into', 'is', null)
    .orderBy('id')
    .execute();
  const said = await db
    .selectFrom('interest')
    .select(['session_id', 'said_at'])
    .where('event_id', '=', eventId)
    .where('level', 'in', ['want', 'must'])
    .orderBy('said_at')
    .execute();
  const votes = Map.groupBy(said, (one) => one.session_id);
  const relative = relativeVotes(
    sessions.map(({ id, proposed_at: since }) => {
      const later = said.findIndex((one) => one.said_at >= since);
      return {
        votes: votes.get(id)?.length ?? 0,
        sinceProposed: later === -1 ? 0 : said.length - later,
      };
    }),
  );
  return new Map(sessions.map(({ id }, index) => [id, relative[index] ?? 1]));
}

async function peopleWithPlace(db: Db, eventId: Id): Promise<number> {
  const { people } = await db
    .selectFrom('invitations')
    .select((i) => i.fn.countAll<number>().as('people'))
    .where('event_id', '=', eventId)
    .where('state', 'in', ['confirmed', 'attended'])
    .executeTakeFirstOrThrow();
  return people;
}
