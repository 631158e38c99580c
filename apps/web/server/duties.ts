import { eventsToForget, forgetNoShows } from '@plenary/domain/check-in/forget-no-shows.ts';
import { valueOf, type Needs } from '@plenary/domain/kernel/action.ts';
import { system } from '@plenary/domain/kernel/actor.ts';
import { expireInvitations } from '@plenary/domain/invitations/expire-invitations.ts';
import { eventsDue } from '@plenary/domain/invitations/invitation-queries.ts';
import { eventsToClose, markNoShows } from '@plenary/domain/invitations/mark-no-shows.ts';
import { remindersDue, remindToConfirm } from '@plenary/domain/invitations/remind-to-confirm.ts';
import type { Duty } from '@plenary/domain/jobs/worker.ts';
import { later, timestamp } from '@plenary/domain/kernel/clock.ts';
import type { FileStore } from '@plenary/domain/materials/file-store.ts';
import { sweepFiles } from '@plenary/domain/materials/sweep-files.ts';
import { chaseNotes } from '@plenary/domain/notes/chase-notes.ts';
import { chasesDue } from '@plenary/domain/notes/missing-notes.ts';
import { pageNoticesDue, tellPageWatchers } from '@plenary/domain/pages/tell-page-watchers.ts';
import { postsDue, publishDuePosts } from '@plenary/domain/posts/publish-due-posts.ts';
import { noticesDue, tellWatchers } from '@plenary/domain/projects/tell-watchers.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const KEEP_IDEMPOTENCY_KEYS_DAYS = 2;

/** What has to be done from time to time, without anybody asking. */
export function duties(
  needs: Needs,
  files: FileStore,
  { forgetDays }: { readonly forgetDays: number },
): Duty[] {
  return [
    {
      name: 'Passing on places that were not confirmed in time',
      everyMs: MINUTE_MS,
      run: async () => {
        const due = await eventsDue(needs.db, timestamp(needs.clock.now()));
        if (due.length > 0) valueOf(await expireInvitations(needs, system('expire invitations'), {}));
      },
    },
    {
      name: 'Reminding of offers that end soon',
      everyMs: MINUTE_MS,
      run: async () => {
        const due = await remindersDue(needs.db, timestamp(needs.clock.now()));
        if (due.length > 0) valueOf(await remindToConfirm(needs, system('remind to confirm'), {}));
      },
    },
    {
      name: 'Telling people of changes to projects they watch',
      everyMs: MINUTE_MS,
      run: async () => {
        const due = await noticesDue(needs.db, timestamp(needs.clock.now()));
        if (due.length > 0) valueOf(await tellWatchers(needs, system('tell watchers'), {}));
      },
    },
    {
      name: 'Telling people of changes to pages of events they watch',
      everyMs: MINUTE_MS,
      run: async () => {
        const due = await pageNoticesDue(needs.db, timestamp(needs.clock.now()));
        if (due.length > 0) valueOf(await tellPageWatchers(needs, system('tell page watchers'), {}));
      },
    },
    {
      name: 'Publishing posts at their time',
      everyMs: MINUTE_MS,
      run: async () => {
        const due = await postsDue(needs.db, timestamp(needs.clock.now()));
        if (due.length > 0) valueOf(await publishDuePosts(needs, system('publish posts'), {}));
      },
    },
    {
      name: 'Reminding of notes that are missing',
      everyMs: MINUTE_MS,
      run: async () => {
        const due = await chasesDue(needs.db, timestamp(needs.clock.now()));
        if (due.length > 0) valueOf(await chaseNotes(needs, system('chase notes'), {}));
      },
    },
    {
      name: 'Sweeping away files that nothing refers to',
      everyMs: HOUR_MS,
      run: async () => void (await sweepFiles(needs, files)),
    },
    {
      name: 'Noting who did not come',
      everyMs: HOUR_MS,
      run: async () => {
        const ended = await eventsToClose(needs.db, timestamp(needs.clock.now()));
        if (ended.length > 0) valueOf(await markNoShows(needs, system('mark no-shows'), {}));
      },
    },
    {
      name: 'Forgetting who did not come',
      everyMs: HOUR_MS,
      run: async () => {
        const old = await eventsToForget(needs.db, timestamp(needs.clock.now()), forgetDays);
        if (old.length > 0)
          valueOf(await forgetNoShows(needs, system('forget no-shows'), { afterDays: forgetDays }));
      },
    },
    {
      name: 'Sweeping old form keys and sign-in links',
      everyMs: HOUR_MS,
      run: async () => {
        const now = timestamp(needs.clock.now());
        await needs.db
          .deleteFrom('idempotency_keys')
          .where('at', '<', later(now, { days: -KEEP_IDEMPOTENCY_KEYS_DAYS }))
          .execute();
        await needs.db.deleteFrom('auth_verifications').where('expires_at', '<', now).execute();
      },
    },
  ];
}
