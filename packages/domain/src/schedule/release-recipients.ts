import type { Db } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';
import type { ReleaseChange } from './release-changes.ts';

/** Somebody to mail about a release, and what of it concerns them. */
export interface ReleaseRecipient {
  readonly person: {
    readonly id: Id;
    readonly name: string;
    readonly email: string;
    readonly locale: string | null;
  };
  readonly changes: readonly ReleaseChange[];
}

/**
 * Who leads, must or wants a session that these changes move or cancel. A new session disturbs nobody's
 * plan: only a notice tells of it (`alsoNew`).
 */
export async function releaseRecipients(
  db: Db,
  eventId: Id,
  changes: readonly ReleaseChange[],
  { alsoNew = false }: { readonly alsoNew?: boolean } = {},
): Promise<ReleaseRecipient[]> {
  const news = changes.filter((change) => alsoNew || change.change !== 'new');
  if (news.length === 0) return [];
  const sessionIds = news.map((change) => change.sessionId);
  const columns = ['people.id', 'people.name', 'people.email', 'people.locale'] as const;
  const wanting = await db
    .selectFrom('interest')
    .innerJoin('people', 'people.id', 'interest.person_id')
    .innerJoin('invitations', (join) =>
      join.onRef('invitations.person_id', '=', 'people.id').on('invitations.event_id', '=', eventId),
    )
    .select([...columns, 'interest.session_id'])
    .where('interest.session_id', 'in', sessionIds)
    .where('level', 'in', ['want', 'must'])
    .where('invitations.state', 'in', ['invited', 'confirmed', 'attended'])
    .execute();
  const leading = await db
    .selectFrom('session_leads')
    .innerJoin('people', 'people.id', 'session_leads.person_id')
    .select([...columns, 'session_leads.session_id'])
    .where('session_leads.session_id', 'in', sessionIds)
    .execute();
  return [...Map.groupBy([...leading, ...wanting], (row) => row.id).values()].flatMap((rows) => {
    const [row] = rows;
    if (!row) return [];
    const own = new Set(rows.map((one) => one.session_id));
    return {
      person: { id: row.id, name: row.name, email: row.email, locale: row.locale },
      changes: news.filter((change) => own.has(change.sessionId)),
    };
  });
}
