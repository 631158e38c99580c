import type { Transaction } from '../database/db.ts';
import type { Work } from '../kernel/action.ts';
import type { Id } from '../kernel/ids.ts';
import { queueMessage } from '../messages/queue-message.ts';
import type { ReminderKind } from './note-tables.ts';

/** A session without notes. */
export interface Missing {
  readonly session_id: Id;
  readonly event_id: Id;
  readonly headline: string;
  readonly event: string;
  readonly slug: string;
}

/** Writes to a session's leads and its scribe that notes are missing; how many were written to. */
export async function remindOf(
  { tx, now, site, record }: Pick<Work<unknown>, 'tx' | 'now' | 'site' | 'record'>,
  missing: Missing,
  kind: ReminderKind,
): Promise<number> {
  const { session_id: sessionId, event_id: eventId, headline, event, slug } = missing;
  const people = await whoIsReminded(tx, sessionId);
  if (people.length === 0) return 0;
  for (const { id: personId, name, email, locale } of people)
    await queueMessage(tx, {
      now,
      eventId,
      to: { personId, email, name, locale },
      template: 'notes-missing',
      params: { name, event, session: headline, link: `${site.origin}/${slug}/sessions/${sessionId}/notes` },
      onceKey: `notes-missing ${sessionId} ${personId} ${kind === 'organiser' ? now : kind}`,
    });
  record({ kind: 'notes.reminded', eventId, subjectId: sessionId, audience: 'organisers' });
  return people.length;
}

function whoIsReminded(tx: Transaction, sessionId: Id) {
  return tx
    .selectFrom('people')
    .select(['id', 'name', 'email', 'locale'])
    .where((e) =>
      e.or([
        e(
          'id',
          'in',
          e
            .selectFrom('session_leads')
            .select((s) => s.ref('person_id').$notNull().as('id'))
            .where('session_id', '=', sessionId)
            .where('person_id', 'is not', null),
        ),
        e(
          'id',
          'in',
          e
            .selectFrom('notes')
            .select((s) => s.ref('scribe_id').$notNull().as('id'))
            .where('session_id', '=', sessionId)
            .where('scribe_id', 'is not', null),
        ),
      ]),
    )
    .orderBy('id')
    .execute();
}
