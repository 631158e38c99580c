import type { Transaction } from '../database/db.ts';
import type { Event } from '../events/event.ts';
import type { Id } from '../kernel/ids.ts';
import { later, type Timestamp } from '../kernel/clock.ts';
import { queuePush } from '../push/queue-push.ts';
import { changeInWords } from './change-in-words.ts';
import type { ComingRelease, ReleaseChange } from './release-changes.ts';
import { releaseRecipients } from './release-recipients.ts';

/** A device that was off longer than this learns from the page. */
const WORTH_HEARING = { days: 7 };

/**
 * Notices on the devices of those who lead, must or want a session that moved, was cancelled, or got
 * a place after the first schedule was out. One notice a person, however many changes.
 */
export async function pushRelease(
  tx: Transaction,
  event: Event,
  coming: ComingRelease,
  now: Timestamp,
): Promise<void> {
  const told = await withdrawn(tx, event.id);
  const ahead = coming.changes.filter((change) => endOf(change) > now && !told.has(change.sessionId));
  const last = ahead.map(endOf).toSorted().at(-1);
  if (!last) return;
  const soon = later(now, WORTH_HEARING);
  const recipients = await releaseRecipients(tx, event.id, ahead, { alsoNew: coming.number > 1 });
  await queuePush(tx, {
    now,
    until: last < soon ? last : soon,
    pushes: recipients.map(({ person, changes }) => ({
      personId: person.id,
      notice: (language) => ({
        title: event.name,
        body: changes.map((change) => changeInWords(change, event.zone, language)).join('\n'),
        path:
          changes.length === 1 ? `/${event.slug}/sessions/${changes[0]?.sessionId}` : `/${event.slug}/agenda`,
        tag: `release ${event.id} ${coming.number}`,
      }),
    })),
  });
}

/** Their people heard of it when they were withdrawn. */
async function withdrawn(tx: Transaction, eventId: Id): Promise<ReadonlySet<Id>> {
  const rows = await tx
    .selectFrom('sessions')
    .select('id')
    .where('event_id', '=', eventId)
    .where('withdrawn_at', 'is not', null)
    .execute();
  return new Set(rows.map((row) => row.id));
}

function endOf({ from, to }: ReleaseChange): Timestamp {
  return [from?.endsAt ?? '', to?.endsAt ?? ''].toSorted().at(-1) ?? '';
}
