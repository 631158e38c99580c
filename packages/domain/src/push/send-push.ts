import type { Db } from '../database/db.ts';
import { enqueueJob } from '../jobs/enqueue-job.ts';
import { waitAfter } from '../jobs/finish-job.ts';
import { inTransaction } from '../kernel/action.ts';
import { later, timestamp, type Clock } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import type { DeliverPush, PushOutcome } from './deliver-push.ts';
import { SEND_PUSH, type PushJob } from './queue-push.ts';

export interface SendPushNeeds {
  readonly db: Db;
  readonly clock: Clock;
  readonly deliver: DeliverPush;
}

/**
 * Sends a notice to some devices, side by side. A job that is begun again after a crash sends again:
 * losing a change is worse than a second copy, which the tag turns into the same notice. Devices that
 * could not be reached are put into a job of their own, later and later, for as long as it is worth hearing.
 */
export async function sendPush({ db, clock, deliver }: SendPushNeeds, job: PushJob): Promise<void> {
  const now = timestamp(clock.now());
  if (job.until <= now || job.devices.length === 0) return;
  const devices = await db
    .selectFrom('push_devices')
    .innerJoin('auth_sessions', 'auth_sessions.id', 'push_devices.sign_in_id')
    .select(['push_devices.id', 'endpoint', 'p256dh', 'auth'])
    .where('push_devices.id', 'in', job.devices)
    .where('auth_sessions.expires_at', '>', now)
    .execute();
  const parcel = {
    text: JSON.stringify(job.notice),
    tag: job.notice.tag,
    seconds: secondsFrom(now, job.until),
  };
  const outcomes = await Promise.all(
    devices.map(async (device) => [device.id, await deliver(device, parcel)] as const),
  );
  await inTransaction(db, async (tx) => {
    for (const [id, outcome] of outcomes) await note(tx, id, outcome, timestamp(clock.now()));
    const again = outcomes.flatMap(([id, outcome]) => (outcome.kind === 'later' ? { id, outcome } : []));
    if (again.length === 0) return;
    const tries = job.tries + 1;
    const wait = Math.max(waitAfter(tries), ...again.map(({ outcome }) => outcome.seconds ?? 0));
    const payload: PushJob = { ...job, devices: again.map(({ id }) => id), tries };
    await enqueueJob(tx, {
      kind: SEND_PUSH,
      payload,
      runAt: later(timestamp(clock.now()), { seconds: wait }),
    });
  });
}

async function note(tx: Db, id: Id, outcome: PushOutcome, now: string): Promise<void> {
  if (outcome.kind === 'gone') {
    await tx.deleteFrom('push_devices').where('id', '=', id).execute();
    return;
  }
  const told = { told_at: now, failed_at: null, failure: null };
  await tx
    .updateTable('push_devices')
    .set(outcome.kind === 'taken' ? told : { failed_at: now, failure: outcome.why })
    .where('id', '=', id)
    .execute();
}

function secondsFrom(now: string, until: string): number {
  return Math.round(Temporal.Instant.from(now).until(until).total('seconds'));
}
