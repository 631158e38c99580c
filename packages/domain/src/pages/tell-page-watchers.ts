import { z } from 'zod';
import type { Db, Transaction } from '../database/db.ts';
import { defineAction } from '../kernel/action.ts';
import { person } from '../kernel/actor.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { DomainError, notAllowed } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { standingIn } from '../standing/standing.ts';
import { queueNotice, toldUpTo } from '../wiki/watching.ts';

/**
 * Writes to everybody who watches a page that others changed: one mail with all of it. Whoever may no longer see the
 * event stops watching. For the clock's job.
 */
export const tellPageWatchers = defineAction({
  name: 'tell-page-watchers',
  input: z.strictObject({}),
  allow: ({ actor }) => {
    if (actor.kind !== 'system') throw notAllowed('These mails go out by themselves.');
  },
  run: async ({ tx, now, site, record }): Promise<{ told: number }> => {
    let told = 0;
    for (const { page_id: pageId, person_id: personId, version, ...notice } of await pageNoticesDue(
      tx,
      now,
    )) {
      const { event_id: eventId, name, email, locale } = notice;
      if (!(await seesEvent(tx, personId, eventId))) {
        await tx
          .deleteFrom('page_watchers')
          .where('page_id', '=', pageId)
          .where('person_id', '=', personId)
          .execute();
        continue;
      }
      const changes = await tx
        .selectFrom('page_revisions')
        .leftJoin('people', 'people.id', 'by_person_id')
        .select(['people.name as by', 'summary', 'version'])
        .where('page_id', '=', pageId)
        .where('version', '>', notice.told_version)
        .where((e) => e.or([e('by_person_id', 'is', null), e('by_person_id', '!=', personId)]))
        .orderBy('version')
        .execute();
      await queueNotice(tx, {
        ...{ now, changes, page: `${notice.page} (${notice.event})`, to: { personId, email, name, locale } },
        link: `${site.origin}/${notice.event_slug}/pages/${notice.slug}/history`,
        onceKey: `page-changed ${pageId} ${personId} ${version}`,
      });
      await tx
        .updateTable('page_watchers')
        .set({ told_version: version })
        .where('page_id', '=', pageId)
        .where('person_id', '=', personId)
        .execute();
      record({ kind: 'page.watchers-told', eventId, subjectId: pageId, audience: 'organisers' });
      told += 1;
    }
    return { told };
  },
});

async function seesEvent(tx: Transaction, personId: Id, eventId: Id): Promise<boolean> {
  try {
    await standingIn(tx, person(personId), eventId);
    return true;
  } catch (problem) {
    if (problem instanceof DomainError) return false;
    throw problem;
  }
}

/** Who watches a page that is there and that somebody else changed, long enough ago, without being told yet. */
export function pageNoticesDue(db: Db, now: Timestamp) {
  return db
    .selectFrom('page_watchers')
    .innerJoin('pages', 'pages.id', 'page_watchers.page_id')
    .innerJoin('page_names', (join) =>
      join.onRef('page_names.event_id', '=', 'pages.event_id').onRef('page_names.key', '=', 'pages.name_key'),
    )
    .innerJoin('events', 'events.id', 'pages.event_id')
    .innerJoin('people', 'people.id', 'page_watchers.person_id')
    .select(['page_watchers.page_id', 'person_id', 'told_version', 'pages.version', 'pages.event_id'])
    .select(['pages.name as page', 'page_names.slug', 'events.name as event', 'events.slug as event_slug'])
    .select(['people.name', 'email', 'locale'])
    .where('removed_at', 'is', null)
    .whereRef('told_version', '<', 'pages.version')
    .where((e) =>
      e.exists(
        e
          .selectFrom('page_revisions')
          .select('page_revisions.version')
          .whereRef('page_revisions.page_id', '=', 'pages.id')
          .whereRef('page_revisions.version', '>', 'told_version')
          .where('page_revisions.at', '<=', toldUpTo(now))
          .where((r) =>
            r.or([
              r('page_revisions.by_person_id', 'is', null),
              r('page_revisions.by_person_id', '!=', r.ref('page_watchers.person_id')),
            ]),
          ),
      ),
    )
    .orderBy('page_watchers.page_id')
    .orderBy('person_id')
    .execute();
}
