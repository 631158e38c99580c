import type { Db } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';
import type { ReleaseChange } from './release-changes.ts';
import { sessionPeople, type Addressee } from './session-people.ts';

/** Somebody to mail about a release, and what of it concerns them. */
export interface ReleaseRecipient {
  readonly person: Addressee;
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
  const people = await sessionPeople(
    db,
    eventId,
    news.map((change) => change.sessionId),
  );
  return [...Map.groupBy(people, (row) => row.id).values()].flatMap((rows) => {
    const [row] = rows;
    if (!row) return [];
    const own = new Set(rows.map((one) => one.session_id));
    return {
      person: { id: row.id, name: row.name, email: row.email, locale: row.locale },
      changes: news.filter((change) => own.has(change.sessionId)),
    };
  });
}
