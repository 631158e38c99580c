import type { Transaction } from '../database/db.ts';
import { enqueueJob } from '../jobs/enqueue-job.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { mailLocale } from '../messages/templates.ts';

/** The kind of job that sends one notice to some devices. */
export const SEND_PUSH = 'send-push';

/** What a device shows. Plain text in the reader's language. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  /** The page that a tap on it opens, from the site's root. */
  readonly path: string;
  /** Two notices with the same tag are shown as one, the later one. */
  readonly tag: string;
}

export interface Push {
  readonly personId: Id;
  /** In the language asked for, `en` or `de`. */
  readonly notice: (language: string) => Notice;
}

/** The payload of a job: whose devices hear what, until when it is worth hearing. */
export interface PushJob {
  readonly devices: readonly Id[];
  readonly notice: Notice & { readonly lang: string };
  readonly until: Timestamp;
  /** How often it was tried for these devices. */
  readonly tries: number;
}

/** Sent side by side by one job; a slow push service holds back no more than these. */
const DEVICES_A_JOB = 50;
const PEOPLE_A_STATEMENT = 500;

/** RFC 8030 lets a service refuse more than 4096 bytes; encryption takes 103 of them (RFC 8291). */
const LONGEST_TITLE = 120;
const LONGEST_BODY = 600;

/**
 * Notices for people's devices, in the transaction of what they are about: so once each, and not at
 * all when that fails. Those who read the same share a job. Returns how many devices will hear.
 */
export async function queuePush(
  tx: Transaction,
  { now, until, pushes }: { now: Timestamp; until: Timestamp; pushes: readonly Push[] },
): Promise<number> {
  if (pushes.length === 0 || until <= now) return 0;
  const devices = await devicesOf(tx, [...new Set(pushes.map((push) => push.personId))], now);
  const groups = new Map<string, { notice: PushJob['notice']; devices: Id[] }>();
  let count = 0;
  for (const { personId, notice } of pushes) {
    for (const { id, locale } of devices.get(personId) ?? []) {
      const lang = mailLocale(locale);
      const shown = { ...shortened(notice(lang)), lang };
      const key = JSON.stringify(shown);
      const group = groups.get(key) ?? { notice: shown, devices: [] };
      groups.set(key, group);
      group.devices.push(id);
      count += 1;
    }
  }
  for (const group of groups.values())
    for (let from = 0; from < group.devices.length; from += DEVICES_A_JOB) {
      const some = group.devices.slice(from, from + DEVICES_A_JOB);
      const payload: PushJob = { devices: some, notice: group.notice, until, tries: 0 };
      await enqueueJob(tx, { kind: SEND_PUSH, payload, runAt: now });
    }
  return count;
}

/** The devices of these people that are still signed in. */
async function devicesOf(tx: Transaction, people: readonly Id[], now: Timestamp) {
  const found: { id: Id; personId: Id; locale: string | null }[] = [];
  for (let from = 0; from < people.length; from += PEOPLE_A_STATEMENT)
    found.push(
      ...(await tx
        .selectFrom('push_devices')
        .innerJoin('people', 'people.id', 'push_devices.person_id')
        .innerJoin('auth_sessions', 'auth_sessions.id', 'push_devices.sign_in_id')
        .select(['push_devices.id', 'push_devices.person_id as personId', 'people.locale'])
        .where('push_devices.person_id', 'in', people.slice(from, from + PEOPLE_A_STATEMENT))
        .where('auth_sessions.expires_at', '>', now)
        .orderBy('push_devices.id')
        .execute()),
    );
  return Map.groupBy(found, (one) => one.personId);
}

function shortened(notice: Notice): Notice {
  return {
    title: cut(notice.title, LONGEST_TITLE),
    body: cut(notice.body, LONGEST_BODY),
    path: notice.path,
    tag: notice.tag,
  };
}

/** By characters, not halves of them. */
function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}
