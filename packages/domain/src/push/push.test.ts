import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { takeJob } from '../jobs/take-job.ts';
import { startWorker } from '../jobs/worker.ts';
import { inTransaction, valueOf, type Needs } from '../kernel/action.ts';
import { person, visitor } from '../kernel/actor.ts';
import { timestamp } from '../kernel/clock.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { addPerson, addSignIn } from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { PushService } from '../testing/push-service.ts';
import { SetClock } from '../testing/set-clock.ts';
import { deliverByPush, type DeliverPush } from './deliver-push.ts';
import { keepPushDevice, MOST_DEVICES } from './keep-push-device.ts';
import { pushKeys } from './push-keys.ts';
import { listPushDevices } from './push-queries.ts';
import { queuePush, SEND_PUSH, type Notice, type PushJob } from './queue-push.ts';
import { removePushDevice } from './remove-push-device.ts';
import { sendPush } from './send-push.ts';

onBothEngines('web push', (fresh) => {
  let open: OpenDatabase;
  let clock: SetClock;
  let needs: Needs;
  let service: PushService;
  let deliver: DeliverPush;
  let ann: Id;

  beforeEach(async () => {
    open = await fresh();
    clock = new SetClock();
    needs = { db: open.db, clock };
    service = await PushService.start();
    const keys = await pushKeys(open.db, clock);
    deliver = deliverByPush({ keys, subject: 'mailto:ops@example.org', anywhere: true });
    ann = await addPerson(open.db, 'Ann');
  });
  afterEach(async () => {
    await service.stop();
    await open.close();
  });

  const now = () => timestamp(clock.now());
  const until = '2026-03-02T12:00:00.000Z';
  const browserOf = async (personId: Id, signInId?: Id) => {
    const browser = service.newBrowser();
    const signIn = signInId ?? (await addSignIn(open.db, personId));
    const input = { ...browser, signInId: signIn, device: 'Firefox', anywhere: true };
    valueOf(await keepPushDevice(needs, person(personId), input));
    return { ...browser, signIn };
  };
  const notice = (tag = 'one'): Notice => ({
    title: 'Hackathon',
    body: 'Now in area 3',
    path: '/hack/now',
    tag,
  });
  const queue = (people: readonly Id[], one = notice()) =>
    inTransaction(open.db, (tx) =>
      queuePush(tx, {
        now: now(),
        until,
        pushes: people.map((personId) => ({ personId, notice: () => one })),
      }),
    );
  /** Does what is due, as the server's worker would. */
  const work = async () => {
    for (let job = await takeJob(open.db, clock, 'w'); job; job = await takeJob(open.db, clock, 'w')) {
      await sendPush({ db: open.db, clock, deliver }, JSON.parse(job.payload) as PushJob);
      await open.db.deleteFrom('jobs').where('id', '=', job.id).execute();
    }
  };
  const waiting = async () =>
    (await open.db.selectFrom('jobs').select(['payload', 'run_at']).execute()).map(({ payload, run_at }) => ({
      ...(JSON.parse(payload) as PushJob),
      runAt: run_at,
    }));

  it('reaches every device of a person, encrypted, signed, small, for as long as it matters', async () => {
    const [phone, laptop] = [await browserOf(ann), await browserOf(ann)];
    const bob = await addPerson(open.db, 'Bob');
    const his = await browserOf(bob);
    expect(await queue([ann])).toBe(2);
    await work();
    const shown = { ...notice(), lang: 'en' };
    expect(service.shownAt(phone.endpoint)).toEqual([shown]);
    expect(service.shownAt(laptop.endpoint)).toEqual([shown]);
    expect(service.shownAt(his.endpoint)).toEqual([]);
    const [first] = service.received;
    expect(first?.headers).toMatchObject({ ttl: '7200', urgency: 'high', 'content-encoding': 'aes128gcm' });
    expect(first?.headers['topic']).toMatch(/^[\w-]{32}$/);
    expect(first?.sender).toMatchObject({
      claims: { aud: service.origin, sub: 'mailto:ops@example.org' },
      key: (await pushKeys(open.db, clock)).publicKey,
    });
    expect(first?.bytes).toBeLessThan(4096);
    expect(await listPushDevices(open.db, ann)).toMatchObject([
      { toldAt: now(), failure: null },
      { toldAt: now(), failure: null },
    ]);
  });

  it('says it in the reader’s language, and cuts what is longer than a push service takes', async () => {
    const german = await addPerson(open.db, 'Karl', { locale: 'de' });
    const [hers, his] = [await browserOf(ann), await browserOf(german)];
    const long = '🎉'.repeat(3000);
    await inTransaction(open.db, (tx) =>
      queuePush(tx, {
        now: now(),
        until,
        pushes: [ann, german].map((personId) => ({
          personId,
          notice: (language) => ({ ...notice(), title: language, body: long }),
        })),
      }),
    );
    await work();
    expect(service.shownAt(hers.endpoint)).toMatchObject([{ title: 'en', lang: 'en' }]);
    expect(service.shownAt(his.endpoint)).toMatchObject([
      { title: 'de', lang: 'de', body: `${'🎉'.repeat(599)}…` },
    ]);
    expect(service.received.every((one) => one.bytes <= 4096)).toBe(true);
  });

  it('stops where somebody signed out, on that device only', async () => {
    const [left, stays] = [await browserOf(ann), await browserOf(ann)];
    await queue([ann]); // already on its way when she signs out
    await open.db.deleteFrom('auth_sessions').where('id', '=', left.signIn).execute();
    await work();
    expect(service.shownAt(left.endpoint)).toEqual([]);
    expect(service.shownAt(stays.endpoint)).toHaveLength(1);
    expect(await listPushDevices(open.db, ann)).toHaveLength(1);
    await open.db
      .updateTable('auth_sessions')
      .set({ expires_at: now() })
      .where('id', '=', stays.signIn)
      .execute();
    expect(await queue([ann])).toBe(0);
  });

  it('forgets a device whose push service says that it is gone, and notes what else it refuses', async () => {
    const [gone, gone2, refusing, fine] = [
      await browserOf(ann),
      await browserOf(ann),
      await browserOf(ann),
      await browserOf(ann),
    ];
    service.answer(gone.endpoint, 410);
    service.answer(gone2.endpoint, 404);
    service.answer(refusing.endpoint, 403);
    await queue([ann]);
    await work();
    expect((await listPushDevices(open.db, ann)).map(({ failure }) => failure)).toEqual([
      null,
      'answered 403',
    ]);
    expect(await waiting()).toEqual([]);
    expect(service.shownAt(fine.endpoint)).toHaveLength(1);
    service.answer(refusing.endpoint, 201);
    await queue([ann]);
    await work();
    expect((await listPushDevices(open.db, ann)).map(({ failure }) => failure)).toEqual([null, null]);
  });

  it('tries again later and later while a service is away, only where it was away, and not beyond its time', async () => {
    const [away, fine] = [await browserOf(ann), await browserOf(ann)];
    service.answer(away.endpoint, 503);
    await queue([ann]);
    await work();
    expect(await waiting()).toMatchObject([{ tries: 1, runAt: '2026-03-02T10:00:05.000Z' }]);
    service.answer(away.endpoint, 429, { 'retry-after': '60' });
    clock.forward({ seconds: 5 });
    await work();
    expect(await waiting()).toMatchObject([{ tries: 2, runAt: '2026-03-02T10:01:05.000Z' }]);
    service.answer(away.endpoint, 201);
    clock.forward({ seconds: 60 });
    await work();
    expect(service.shownAt(away.endpoint)).toHaveLength(1);
    expect(service.shownAt(fine.endpoint)).toHaveLength(1);
    service.answer(away.endpoint, 500);
    await queue([ann]);
    await work();
    clock.forward({ hours: 3 });
    await work();
    expect(service.shownAt(away.endpoint)).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  });

  it('is sent again by the next worker when one dies between sending and noting: never lost, one tag', async () => {
    const phone = await browserOf(ann);
    await queue([ann]);
    const job = await takeJob(open.db, clock, 'dies');
    await deliver(phone, { text: JSON.stringify(notice()), tag: 'one', seconds: 60 }); // and then the power fails
    expect(await takeJob(open.db, clock, 'too early')).toBeUndefined();
    clock.forward({ minutes: 3 });
    await work();
    expect(job).toBeDefined();
    expect(service.shownAt(phone.endpoint)).toMatchObject([{ tag: 'one' }, { tag: 'one' }]);
    expect(new Set(service.received.map((one) => one.headers['topic'])).size).toBe(1);
    expect(await waiting()).toEqual([]);
  });

  it('is sent once by many workers, whatever fails on the way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(201, 503, 429, 403, 410), { minLength: 1, maxLength: 6 }),
        async (answers) => {
          await open.db.deleteFrom('push_devices').execute();
          service.received.length = 0;
          const browsers = [];
          for (const status of answers) {
            const somebody = await addPerson(open.db, 'Somebody');
            const browser = await browserOf(somebody);
            service.answer(browser.endpoint, status);
            browsers.push({ ...browser, status, somebody });
          }
          await queue(
            browsers.map((one) => one.somebody),
            notice(newId()),
          );
          await Promise.all([work(), work(), work()]);
          for (const { endpoint, status } of browsers)
            if (status === 503 || status === 429) service.answer(endpoint, 201);
          clock.forward({ seconds: 10 });
          await Promise.all([work(), work()]);
          clock.set('2026-03-02T10:00:00Z');
          for (const { endpoint, status } of browsers)
            expect([status, service.shownAt(endpoint).length]).toEqual([
              status,
              status === 403 || status === 410 ? 0 : 1,
            ]);
          expect(await waiting()).toEqual([]);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('calls nothing beside this server: neither by address nor by a name that leads there', async () => {
    const browser = service.newBrowser();
    const strict = deliverByPush({
      keys: await pushKeys(open.db, clock),
      subject: 'mailto:a@example.org',
      anywhere: false,
    });
    const parcel = { text: '{}', tag: 'x', seconds: 60 };
    expect(await strict(browser, parcel)).toEqual({ kind: 'refused', why: 'not a public address' });
    const signInId = await addSignIn(open.db, ann);
    const kept = await keepPushDevice(needs, person(ann), { ...browser, signInId });
    expect(kept).toMatchObject({ error: { code: 'invalid-input', fields: [{ path: 'endpoint' }] } });
    expect(service.received).toEqual([]);
  });

  it('refuses keys that are none, a sign-in of somebody else, a visitor, and removing another’s device', async () => {
    const browser = service.newBrowser();
    const signInId = await addSignIn(open.db, ann);
    const keep = (more: object, who = person(ann)) =>
      keepPushDevice(needs, who, { ...browser, signInId, anywhere: true, ...more });
    for (const wrong of [{ p256dh: 'x' }, { auth: '' }, { endpoint: '' }, { device: 'x'.repeat(401) }])
      expect(await keep(wrong)).toMatchObject({ error: { code: 'invalid-input' } });
    const bob = await addPerson(open.db, 'Bob');
    expect(await keep({}, person(bob))).toMatchObject({ error: { code: 'not-found' } });
    expect(await keep({}, visitor)).toMatchObject({ error: { code: 'sign-in-needed' } });
    const { deviceId } = valueOf(await keep({}));
    expect(await removePushDevice(needs, person(bob), { deviceId })).toMatchObject({
      error: { code: 'not-found' },
    });
    expect(await listPushDevices(open.db, ann)).toHaveLength(1);
    valueOf(await removePushDevice(needs, person(ann), { deviceId }));
    expect(await listPushDevices(open.db, ann)).toEqual([]);
    // 65 bytes, but no point on the curve: noted, and nothing else stops for it.
    valueOf(await keep({ p256dh: Buffer.alloc(65, 4).toString('base64url') }));
    await queue([ann]);
    await work();
    expect((await listPushDevices(open.db, ann))[0]?.failure).toBeTruthy();
  });

  it('keeps a browser once, for who is signed in on it, and no more than so many a person', async () => {
    const signInId = await addSignIn(open.db, ann);
    const browser = await browserOf(ann, signInId);
    const bob = await addPerson(open.db, 'Bob');
    const his = await addSignIn(open.db, bob);
    const { endpoint, p256dh, auth } = browser;
    valueOf(
      await keepPushDevice(needs, person(bob), { endpoint, p256dh, auth, signInId: his, anywhere: true }),
    );
    expect(await listPushDevices(open.db, ann)).toEqual([]);
    expect(await listPushDevices(open.db, bob)).toHaveLength(1);
    await Promise.all(Array.from({ length: MOST_DEVICES + 3 }, () => browserOf(ann)));
    expect(await listPushDevices(open.db, ann)).toHaveLength(MOST_DEVICES);
  });

  it('goes out within seconds while mails wait for their server', async () => {
    const phone = await browserOf(ann);
    const stuck = new Promise<void>(() => undefined);
    const base = {
      db: open.db,
      clock,
      duties: [],
      onCommit: open.onCommit,
      log: () => undefined,
      pollMs: 50,
    };
    const handlers = {
      slow: () => stuck,
      [SEND_PUSH]: (job: unknown) => sendPush({ db: open.db, clock, deliver }, job as PushJob),
    };
    await open.db
      .insertInto('jobs')
      .values({
        ...{ id: newId(), kind: 'slow', payload: 'null', run_at: '2026-03-01T00:00:00.000Z' },
        ...{ leased_until: null, leased_by: null, last_error: null, dead_at: null, unique_key: null },
      })
      .execute();
    startWorker({ ...base, handlers, kinds: { except: [SEND_PUSH] } }); // waits for ever, as a mail server may
    const pushes = startWorker({ ...base, handlers, kinds: { only: [SEND_PUSH] } });
    await queue([ann]);
    for (let i = 0; i < 300 && service.received.length === 0; i++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    await pushes.stop();
    expect(service.shownAt(phone.endpoint)).toHaveLength(1);
  });

  it('has the same keys in every process', async () => {
    await open.db.deleteFrom('push_keys').execute();
    const made = await Promise.all([
      pushKeys(open.db, clock),
      pushKeys(open.db, clock),
      pushKeys(open.db, clock),
    ]);
    expect(new Set(made.map((keys) => keys.publicKey)).size).toBe(1);
    expect(await pushKeys(open.db, clock)).toEqual(made[0]);
  });
});
