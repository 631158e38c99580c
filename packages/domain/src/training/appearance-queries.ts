import type { Db } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';
import { leadsByEvent } from '../sessions/session-queries.ts';

/** A talk of an appearance, or a part of it. */
export interface Talk {
  readonly id: Id;
  readonly title: string;
  /** Markdown. */
  readonly abstract: string;
  readonly speakers: readonly string[];
}

/** What is spoken about at an event without a schedule, in the order in which it was written down. Two statements. */
export async function talksOf(db: Db, eventId: Id): Promise<Talk[]> {
  const rows = await db
    .selectFrom('sessions')
    .select(['id', 'headline as title', 'problem as abstract'])
    .where('event_id', '=', eventId)
    .where('withdrawn_at', 'is', null)
    .where('merged_into', 'is', null)
    .orderBy('id')
    .execute();
  const leads = await leadsByEvent(db, eventId);
  return rows.map((row) => ({ ...row, speakers: (leads.get(row.id) ?? []).map((lead) => lead.name) }));
}
