import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf } from '../kernel/action.ts';
import { person } from '../kernel/actor.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { keepPushDevice } from '../push/keep-push-device.ts';
import type { PushJob } from '../push/queue-push.ts';
import { addPerson, addInvitation, addSignIn } from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { releaseSchedule } from './release-schedule.ts';
import { withdrawSession } from '../sessions/withdraw-session.ts';
import { takeFreeCell } from './take-free-cell.ts';

onBothEngines('a release is told to devices', (fresh) => {
  let open: OpenDatabase;
  let draft: SmallDraft;
  let karl: Id;
  const names = new Map<Id, string>();

  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
    karl = await addPerson(open.db, 'Karl', { locale: 'de' });
    await addInvitation(open.db, draft.eventId, karl, 'confirmed');
    names.clear();
    for (const [name, personId] of [
      ['Ann', draft.ann],
      ['Bob', draft.bob],
      ['Karl', karl],
    ] as const) {
      const keys = { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: 'AAAAAAAAAAAAAAAAAAAAAA' };
      const input = {
        ...keys,
        endpoint: `https://push.example.org/${newId()}`,
        signInId: await addSignIn(open.db, personId),
      };
      names.set(valueOf(await keepPushDevice(draft.needs, person(personId), input)).deviceId, name);
    }
  });
  afterEach(() => open.close());

  /** Whose devices will hear what; the queue is empty afterwards. */
  const told = async () => {
    const jobs = await open.db.selectFrom('jobs').select('payload').where('kind', '=', 'send-push').execute();
    await open.db.deleteFrom('jobs').execute();
    return jobs
      .map(({ payload }) => JSON.parse(payload) as PushJob)
      .flatMap(({ devices, notice }) => devices.map((id) => [names.get(id), notice.body, notice.path]))
      .toSorted();
  };
  const release = async (number: number) =>
    valueOf(await releaseSchedule(draft.needs, draft.organiser, { eventId: draft.eventId, number }));

  it('to who leads, must or wants what moved, was cancelled or got a place, in their language, once each', async () => {
    const { at, place, ann, bob, eventId } = draft;
    const slug = await open.db
      .selectFrom('events')
      .select('slug')
      .where('id', '=', eventId)
      .executeTakeFirstOrThrow();
    const base = `/${slug.slug}`;
    const [boot, tracing, late] = [
      await draft.ledSession('Boot time', ann),
      await draft.ledSession('Tracing', ann),
      await draft.ledSession('Late', karl),
    ];
    await draft.say(bob, boot, 'want');
    await draft.say(karl, boot, 'must');
    await draft.say(karl, tracing, 'want');
    valueOf(await place(boot, at(0, 0)));
    valueOf(await place(tracing, at(1, 0)));
    await release(1);
    expect(await told()).toEqual([]); // a first schedule disturbs no plan
    valueOf(await place(boot, at(0, 1), at(0, 0)));
    valueOf(await place(tracing, null, at(1, 0)));
    valueOf(await place(late, at(1, 0)));
    await release(2);
    const moved = '“Boot time” is now Tuesday 28 April at 10:00 (Asia/Shanghai) in area 2.';
    expect(await told()).toEqual([
      ['Ann', `${moved}\n“Tracing” is cancelled.`, `${base}/agenda`],
      ['Bob', moved, `${base}/sessions/${boot}`],
      [
        'Karl',
        '„Late“ ist jetzt Dienstag, 28. April um 11:00 (Asia/Shanghai) in 1.\n„Boot time“ ist jetzt Dienstag, 28. April um 10:00 (Asia/Shanghai) in 2.\n„Tracing“ fällt aus.',
        `${base}/agenda`,
      ],
    ]);
  });

  it('also when a lead takes a free place, and not for what is over', async () => {
    const { at, place, ann, bob, eventId } = draft;
    const boot = await draft.ledSession('Boot time', ann);
    const over = await draft.ledSession('Over', ann);
    await draft.say(bob, boot, 'want');
    await draft.say(bob, over, 'want');
    valueOf(await place(over, at(0, 0)));
    await release(1);
    await told();
    const clock = new SetClock('2026-04-28T02:30:00Z');
    const to = at(1, 1);
    valueOf(await takeFreeCell({ ...draft.needs, clock }, person(ann), { eventId, sessionId: boot, to }));
    const heard = (await told()).map(([who, body]) => [who, body]);
    const body = '“Boot time” is now Tuesday 28 April at 11:00 (Asia/Shanghai) in area 2.';
    expect(heard).toEqual([
      ['Ann', body],
      ['Bob', body],
    ]);
    clock.set('2026-04-28T05:00:00Z');
    valueOf(await place(over, null, at(0, 0)));
    valueOf(await place(boot, null, at(1, 1)));
    valueOf(
      await releaseSchedule({ ...draft.needs, clock }, draft.organiser, {
        eventId: draft.eventId,
        number: 3,
      }),
    );
    expect(await told()).toEqual([]);
  });

  it('a session that is withdrawn is told at once, and not again by the next release', async () => {
    const { at, place, ann, bob, eventId } = draft;
    const boot = await draft.ledSession('Boot time', ann);
    const unplaced = await draft.ledSession('Unplaced', ann);
    for (const session of [boot, unplaced]) await draft.say(bob, session, 'want');
    await draft.say(karl, boot, 'must');
    valueOf(await place(boot, at(0, 0)));
    await release(1);
    await told();
    for (const sessionId of [boot, unplaced])
      valueOf(await withdrawSession(draft.needs, person(ann), { eventId, sessionId, version: 1 }));
    expect((await told()).map(([who, body]) => [who, body])).toEqual([
      ['Bob', '“Boot time” is cancelled.'],
      ['Karl', '„Boot time“ fällt aus.'],
    ]);
    await release(2);
    expect(await told()).toEqual([]);
  });
});
