import { join } from 'node:path';
import { createApi, type Api } from '@plenary/api/api.ts';
import type { Db } from '@plenary/domain/database/db.ts';
import { migrate } from '@plenary/domain/database/migrate.ts';
import type { OpenDatabase } from '@plenary/domain/database/open-database.ts';
import { openPostgres } from '@plenary/domain/database/open-postgres.ts';
import { openSqlite } from '@plenary/domain/database/open-sqlite.ts';
import { startWorker } from '@plenary/domain/jobs/worker.ts';
import { inTransaction, type Needs } from '@plenary/domain/kernel/action.ts';
import { systemClock, timestamp, type Clock } from '@plenary/domain/kernel/clock.ts';
import type { Site } from '@plenary/domain/kernel/site.ts';
import { BucketShelf } from '@plenary/domain/materials/bucket-shelf.ts';
import { FileStore } from '@plenary/domain/materials/file-store.ts';
import { queueMessage, SEND_MESSAGE } from '@plenary/domain/messages/queue-message.ts';
import { deliverBySmtp, deliverToFolder, sendMessage } from '@plenary/domain/messages/send-message.ts';
import { createAccounts, type Accounts } from '@plenary/domain/people/accounts.ts';
import { KeptPlenaries } from '@plenary/domain/plenary/read-plenary.ts';
import { deliverByPush } from '@plenary/domain/push/deliver-push.ts';
import { pushKeys } from '@plenary/domain/push/push-keys.ts';
import { SEND_PUSH, type PushJob } from '@plenary/domain/push/queue-push.ts';
import { sendPush } from '@plenary/domain/push/send-push.ts';
import { KeptSchedules } from '@plenary/domain/schedule/kept-schedules.ts';
import { duties } from './duties.ts';
import { startLiveFeed, type LiveFeed } from './live-feed.ts';
import { lockDataFolder } from './lock-data-folder.ts';
import { createNotesRooms, type NotesRooms } from './notes-rooms.ts';
import { createSolverRuns, type SolverRuns } from './solver-runs.ts';
import { secretOf, type Settings } from './settings.ts';

/** Everything the pages need, built once, in order. */
export interface Application {
  readonly settings: Settings;
  readonly site: Site;
  readonly db: Db;
  readonly clock: Clock;
  readonly accounts: Accounts;
  readonly live: LiveFeed;
  readonly notesRooms: NotesRooms;
  readonly schedules: KeptSchedules;
  readonly plenaries: KeptPlenaries;
  readonly api: Api;
  readonly solverRuns: SolverRuns;
  /** Slides, recordings and what else sessions leave. */
  readonly files: FileStore;
  /** Where they are kept, when that is not the data folder. */
  readonly bucket: BucketShelf | undefined;
  /** What browsers need to take notices from this site, and which addresses they may name. */
  readonly push: { readonly publicKey: string; readonly anywhere: boolean };
  /** What an action needs; a form's idempotency key goes along. */
  needs(idempotencyKey?: string): Needs;
  close(): Promise<void>;
}

/** The composition root. Throws a sentence when the data folder or the database cannot be used. */
export async function compose(
  settings: Settings,
  log: (sentence: string, error?: unknown) => void,
): Promise<Application> {
  const unlock = settings.databaseUrl ? () => undefined : lockDataFolder(settings.dataFolder);
  const open = await openDatabase(settings);
  await migrate(open.db);
  const site: Site = { origin: settings.origin, secret: secretOf(settings) };
  const clock = systemClock;
  const accounts = createAccounts({
    db: open.db,
    clock,
    site,
    openId: settings.openId,
    sendSignInLink: ({ email, token, locale }) =>
      mailSignInLink(open.db, clock, site, { email, token, locale }),
  });
  const live = await startLiveFeed(open);
  const solverRuns = createSolverRuns(log);
  const bucket = settings.bucket && new BucketShelf(settings.bucket);
  const files = new FileStore(settings.dataFolder, bucket);
  const deliver = settings.smtpUrl
    ? deliverBySmtp({ url: settings.smtpUrl, from: settings.mailFrom })
    : deliverToFolder(join(settings.dataFolder, 'mails'), settings.mailFrom);
  const sending = { db: open.db, clock, deliver, host: new URL(site.origin).hostname };
  const keys = await pushKeys(open.db, clock);
  const { pushSubject: subject, pushAnywhere: anywhere } = settings;
  const pushing = { db: open.db, clock, deliver: deliverByPush({ keys, subject, anywhere }) };
  const queue = {
    ...{ db: open.db, clock, onCommit: open.onCommit, log },
    handlers: {
      [SEND_MESSAGE]: (messageId: unknown) => sendMessage(sending, String(messageId)),
      [SEND_PUSH]: (job: unknown) => sendPush(pushing, job as PushJob), // only queuePush makes these
    },
  };
  // Notices do not wait behind mails, nor mails behind a slow push service.
  const workers = [
    startWorker({
      ...queue,
      kinds: { except: [SEND_PUSH] },
      duties: duties({ db: open.db, clock, site }, files, settings),
    }),
    startWorker({ ...queue, kinds: { only: [SEND_PUSH] }, duties: [] }),
  ];
  return {
    settings,
    site,
    db: open.db,
    clock,
    accounts,
    live,
    notesRooms: createNotesRooms(open.db, live),
    schedules: new KeptSchedules(),
    plenaries: new KeptPlenaries(),
    api: createApi(),
    solverRuns,
    files,
    bucket,
    push: { publicKey: keys.publicKey, anywhere },
    needs: (idempotencyKey) => ({ db: open.db, clock, site, idempotencyKey }),
    close: async () => {
      live.close();
      solverRuns.close();
      await Promise.all(workers.map((worker) => worker.stop()));
      await open.close();
      unlock();
    },
  };
}

function openDatabase(settings: Settings): Promise<OpenDatabase> | OpenDatabase {
  return settings.databaseUrl
    ? openPostgres(settings.databaseUrl)
    : openSqlite({ source: join(settings.dataFolder, 'plenary.sqlite') });
}

function mailSignInLink(
  db: Db,
  clock: Clock,
  site: Site,
  { email, token, locale }: { email: string; token: string; locale: string | null },
): Promise<void> {
  return inTransaction(db, (tx) =>
    queueMessage(tx, {
      now: timestamp(clock.now()),
      eventId: null,
      to: { personId: null, email, name: '', locale },
      template: 'sign-in',
      params: { site: new URL(site.origin).host, link: `${site.origin}/sign-in/confirm?token=${token}` },
    }),
  );
}
