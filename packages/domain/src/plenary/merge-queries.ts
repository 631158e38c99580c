import type { Db } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';
import { liveSessions } from '../sessions/session-queries.ts';
import { similarSessions, type SimilarPair } from './similar-sessions.ts';

/** An offer that waits for the other side. */
export interface MergeOffer {
  readonly id: Id;
  readonly fromId: Id;
  readonly intoId: Id;
  readonly fromAgreed: boolean;
  readonly intoAgreed: boolean;
}

/** Offers between sessions that both still stand. */
export async function standingOffers(db: Db, eventId: Id): Promise<MergeOffer[]> {
  const rows = await db
    .selectFrom('merge_offers')
    .innerJoin('sessions as from', 'from.id', 'from_id')
    .innerJoin('sessions as into', 'into.id', 'into_id')
    .select(['merge_offers.id', 'from_id', 'into_id', 'from_agreed_at', 'into_agreed_at'])
    .where('merge_offers.event_id', '=', eventId)
    .where('declined_at', 'is', null)
    .where('from.withdrawn_at', 'is', null)
    .where('from.merged_into', 'is', null)
    .where('into.withdrawn_at', 'is', null)
    .where('into.merged_into', 'is', null)
    .orderBy('made_at')
    .orderBy('merge_offers.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    fromId: row.from_id,
    intoId: row.into_id,
    fromAgreed: row.from_agreed_at !== null,
    intoAgreed: row.into_agreed_at !== null,
  }));
}

/** Pairs among these sessions that read alike, most alike first. One statement. */
export async function similarPairs(db: Db, eventId: Id, among: ReadonlySet<Id>): Promise<SimilarPair[]> {
  const rows = await liveSessions(db, eventId)
    .select(['id', 'headline', 'topic', 'problem'])
    .orderBy('id')
    .execute();
  return similarSessions(rows.filter((row) => among.has(row.id)));
}
