import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { person, system } from '../kernel/actor.ts';
import { timestamp } from '../kernel/clock.ts';
import { addPerson } from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { enqueueJob } from './enqueue-job.ts';
import { completeJob, failJob, MOST_ATTEMPTS, waitAfter } from './finish-job.ts';
import { listDeadJobs } from './job-queries.ts';
import { reviveJob } from './revive-job.ts';
import { takeJob } from './take-job.ts';
import { startWorker } from './worker.ts';

onBothEngines('the queue of jobs', (fresh) => {
  let open: OpenDatabase;
  let clock: SetClock;
  beforeEach(async () => {
    open = await fresh();
    clock = new SetClock();
  });
  afterEach(() => open.close());
  const now = () => timestamp(clock.now());

  it('gives each job to exactly one of many workers', async () => {
    for (let n = 0; n < 20; n++) await enqueueJob(open.db, { kind: 'count', payload: n, runAt: now() });
    const taken = await Promise.all(
      Array.from({ length: 40 }, (_, n) => takeJob(open.db, clock, `worker ${n}`)),
    );
    const ids = taken.filter((job) => job !== undefined).map((job) => job.id);
    // Under PostgreSQL a worker that meets a locked row may go away empty-handed; it asks again.
    for (let job = await takeJob(open.db, clock, 'late'); job; job = await takeJob(open.db, clock, 'late'))
      ids.push(job.id);
    expect(ids).toHaveLength(20);
    expect(new Set(ids).size).toBe(20);
  });

  it('does not give out a job before its time, and keeps one of two with the same key', async () => {
    await enqueueJob(open.db, {
      kind: 'later',
      payload: null,
      runAt: '2026-03-02T10:00:01.000Z',
      uniqueKey: 'one',
    });
    await enqueueJob(open.db, {
      kind: 'later',
      payload: null,
      runAt: '2026-03-02T10:00:01.000Z',
      uniqueKey: 'one',
    });
    expect(await takeJob(open.db, clock, 'a')).toBeUndefined();
    clock.forward({ seconds: 1 });
    expect(await takeJob(open.db, clock, 'a')).toMatchObject({ kind: 'later', attempts: 1 });
    expect(await takeJob(open.db, clock, 'b')).toBeUndefined();
  });

  it('gives a job of a worker that fell silent to another, and ignores the late answer of the first', async () => {
    await enqueueJob(open.db, { kind: 'crash', payload: null, runAt: now() });
    const first = await takeJob(open.db, clock, 'first');
    clock.forward({ minutes: 3 });
    const second = await takeJob(open.db, clock, 'second');
    expect(second?.id).toBe(first?.id);
    if (!first || !second) throw new Error('both workers had it in turn');
    await completeJob(open.db, first);
    expect(await open.db.selectFrom('jobs').select('leased_by').execute()).toEqual([{ leased_by: 'second' }]);
    await completeJob(open.db, second);
    expect(await open.db.selectFrom('jobs').selectAll().execute()).toEqual([]);
  });

  it('tries again after longer and longer waits, then puts the job aside for the owner', async () => {
    expect([1, 2, 3, 4, 20].map(waitAfter)).toEqual([5, 25, 125, 625, 21_600]);
    await enqueueJob(open.db, { kind: 'hopeless', payload: null, runAt: now() });
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const job = await takeJob(open.db, clock, 'w');
      if (!job) throw new Error(`no job at attempt ${attempt}`);
      await failJob(open.db, clock, job, new Error('the mail server is away'));
      clock.forward({ seconds: waitAfter(attempt) });
    }
    expect(await takeJob(open.db, clock, 'w')).toBeUndefined();
    const [dead] = await listDeadJobs(open.db);
    expect(dead).toMatchObject({
      kind: 'hopeless',
      attempts: MOST_ATTEMPTS,
      last_error: 'the mail server is away',
    });

    const somebody = await addPerson(open.db, 'Somebody');
    const refused = await reviveJob({ db: open.db, clock }, person(somebody), { jobId: dead?.id ?? '' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
    expect(await reviveJob({ db: open.db, clock }, system('test'), { jobId: dead?.id ?? '' })).toMatchObject({
      ok: true,
    });
    expect(await takeJob(open.db, clock, 'w')).toMatchObject({ attempts: 1 });
  });

  it('works through what is waiting and wakes up for what is committed', async () => {
    const done: unknown[] = [];
    await enqueueJob(open.db, { kind: 'note', payload: 'waiting', runAt: now() });
    const worker = startWorker({
      db: open.db,
      clock,
      handlers: { note: (payload) => Promise.resolve(void done.push(payload)) },
      duties: [],
      onCommit: open.onCommit,
      log: () => undefined,
      pollMs: 20,
    });
    await enqueueJob(open.db, { kind: 'note', payload: 'new', runAt: now() });
    for (let i = 0; done.length < 2 && i < 200; i++) await new Promise((resolve) => setTimeout(resolve, 10));
    await worker.stop();
    expect(done.toSorted()).toEqual(['new', 'waiting']);
  });
});
