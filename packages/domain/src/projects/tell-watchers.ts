import { z } from 'zod';
import type { Db } from '../database/db.ts';
import { defineAction } from '../kernel/action.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { notAllowed } from '../kernel/errors.ts';
import { queueNotice, toldUpTo } from '../wiki/watching.ts';

/** Writes to everybody who watches a page that others changed: one mail with all of it. For the clock's job. */
export const tellWatchers = defineAction({
  name: 'tell-watchers',
  input: z.strictObject({}),
  allow: ({ actor }) => {
    if (actor.kind !== 'system') throw notAllowed('These mails go out by themselves.');
  },
  run: async ({ tx, now, site, record }): Promise<{ told: number }> => {
    const due = await noticesDue(tx, now);
    for (const { project_id: projectId, person_id: personId, version, ...notice } of due) {
      const changes = await tx
        .selectFrom('project_revisions')
        .leftJoin('people', 'people.id', 'by_person_id')
        .select(['people.name as by', 'summary', 'version'])
        .where('project_id', '=', projectId)
        .where('version', '>', notice.told_version)
        .where((e) => e.or([e('by_person_id', 'is', null), e('by_person_id', '!=', personId)]))
        .orderBy('version')
        .execute();
      const { name, email, locale } = notice;
      await queueNotice(tx, {
        ...{ now, changes, page: notice.project, to: { personId, email, name, locale } },
        link: `${site.origin}/projects/${notice.slug}/history`,
        onceKey: `project-changed ${projectId} ${personId} ${version}`,
      });
      await tx
        .updateTable('project_watchers')
        .set({ told_version: version })
        .where('project_id', '=', projectId)
        .where('person_id', '=', personId)
        .execute();
      record({ kind: 'project.watchers-told', eventId: null, subjectId: projectId, audience: 'organisers' });
    }
    return { told: due.length };
  },
});

/** Who watches a page that somebody else changed, long enough ago, without being told yet. */
export function noticesDue(db: Db, now: Timestamp) {
  return db
    .selectFrom('project_watchers')
    .innerJoin('projects', 'projects.id', 'project_watchers.project_id')
    .innerJoin('project_names', 'project_names.key', 'projects.name_key')
    .innerJoin('people', 'people.id', 'project_watchers.person_id')
    .select(['project_watchers.project_id', 'person_id', 'told_version', 'projects.version'])
    .select(['projects.name as project', 'slug', 'people.name', 'email', 'locale'])
    .whereRef('told_version', '<', 'projects.version')
    .where((e) =>
      e.exists(
        e
          .selectFrom('project_revisions')
          .select('project_revisions.version')
          .whereRef('project_revisions.project_id', '=', 'projects.id')
          .whereRef('project_revisions.version', '>', 'told_version')
          .where('project_revisions.at', '<=', toldUpTo(now))
          .where((r) =>
            r.or([
              r('project_revisions.by_person_id', 'is', null),
              r('project_revisions.by_person_id', '!=', r.ref('project_watchers.person_id')),
            ]),
          ),
      ),
    )
    .orderBy('project_watchers.project_id')
    .orderBy('person_id')
    .execute();
}
