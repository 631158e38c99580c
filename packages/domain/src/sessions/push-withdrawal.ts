import type { Transaction } from '../database/db.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { queuePush } from '../push/queue-push.ts';

/**
 * Notices that a published session which is still to come will not take place, for who leads, must or
 * wants it, but not for who withdrew it. The next release leaves it out and need not say so again.
 */
export async function pushWithdrawal(
  tx: Transaction,
  session: { readonly id: Id; readonly headline: string },
  { eventId, by, now }: { eventId: Id; by: Id | null; now: Timestamp },
): Promise<void> {
  const published = await tx
    .selectFrom('released_placements')
    .innerJoin('releases', 'releases.id', 'released_placements.release_id')
    .select('ends_at')
    .where('released_placements.session_id', '=', session.id)
    .where('releases.number', '=', (e) =>
      e
        .selectFrom('releases as latest')
        .select((one) => one.fn.max('latest.number').as('number'))
        .where('latest.event_id', '=', eventId),
    )
    .where('releases.event_id', '=', eventId)
    .executeTakeFirst();
  if (!published || published.ends_at <= now) return;
  const event = await eventOrThrow(tx, eventId);
  const people = await tx
    .selectFrom('people')
    .select('id')
    .where((e) =>
      e.or([
        e(
          'id',
          'in',
          e
            .selectFrom('session_leads')
            .select('person_id')
            .where('session_id', '=', session.id)
            .where('person_id', 'is not', null)
            .$castTo<{ person_id: Id }>(),
        ),
        e(
          'id',
          'in',
          e
            .selectFrom('interest')
            .innerJoin('invitations', (join) =>
              join
                .onRef('invitations.person_id', '=', 'interest.person_id')
                .onRef('invitations.event_id', '=', 'interest.event_id'),
            )
            .select('interest.person_id')
            .where('interest.session_id', '=', session.id)
            .where('level', 'in', ['want', 'must'])
            .where('invitations.state', 'in', ['invited', 'confirmed', 'attended']),
        ),
      ]),
    )
    .orderBy('id')
    .execute();
  await queuePush(tx, {
    now,
    until: published.ends_at,
    pushes: people
      .filter((person) => person.id !== by)
      .map((person) => ({
        personId: person.id,
        notice: (language) => ({
          title: event.name,
          body:
            language === 'de' ? `„${session.headline}“ fällt aus.` : `“${session.headline}” is cancelled.`,
          path: `/${event.slug}/sessions/${session.id}`,
          tag: `withdrawn ${session.id} ${now}`,
        }),
      })),
  });
}
