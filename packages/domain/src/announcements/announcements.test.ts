import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf, type Needs } from '../kernel/action.ts';
import { person, visitor, type Actor } from '../kernel/actor.ts';
import { timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { keepPushDevice } from '../push/keep-push-device.ts';
import type { PushJob } from '../push/queue-push.ts';
import { placeSession } from '../schedule/place-session.ts';
import { releaseSchedule } from '../schedule/release-schedule.ts';
import {
  addArea,
  addDay,
  addEvent,
  addInvitation,
  addLead,
  addOrganiser,
  addPerson,
  addSession,
  addSignIn,
  addSlot,
} from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { standingAnnouncements } from './announcement-queries.ts';
import { endAnnouncement } from './end-announcement.ts';
import { postAnnouncement } from './post-announcement.ts';

onBothEngines('announcements', (fresh) => {
  let open: OpenDatabase;
  let clock: SetClock;
  let needs: Needs;
  let olga: Actor;
  let pia: Actor;
  let eventId: Id;
  let areaId: Id;

  beforeEach(async () => {
    open = await fresh();
    clock = new SetClock('2026-04-28T02:00:00Z');
    needs = { db: open.db, clock };
    ({ id: eventId } = await addEvent(open.db));
    areaId = await addArea(open.db, eventId, '3');
    const [olgaId, piaId] = [await addPerson(open.db, 'Olga'), await addPerson(open.db, 'Pia')];
    await addOrganiser(open.db, eventId, olgaId);
    await addInvitation(open.db, eventId, piaId, 'confirmed');
    [olga, pia] = [person(olgaId), person(piaId)];
  });
  afterEach(() => open.close());

  const standing = async () =>
    (await standingAnnouncements(open.db, eventId, timestamp(clock.now()))).map((one) => [
      one.text,
      one.areaLabel,
    ]);

  it('stand for their time, the newest first', async () => {
    valueOf(await postAnnouncement(needs, olga, { eventId, text: 'Lunch is here', minutes: 30 }));
    clock.forward({ minutes: 1 });
    valueOf(
      await postAnnouncement(needs, olga, { eventId, text: 'The screen is broken', areaId, minutes: 5 }),
    );
    expect(await standing()).toEqual([
      ['The screen is broken', '3'],
      ['Lunch is here', null],
    ]);
    clock.forward({ minutes: 5 });
    expect(await standing()).toEqual([['Lunch is here', null]]);
    clock.forward({ minutes: 24 });
    expect(await standing()).toEqual([]);
  });

  it('can be taken back, and taking back twice is fine', async () => {
    const { announcementId } = valueOf(await postAnnouncement(needs, olga, { eventId, text: 'Fire drill' }));
    for (const _ of [1, 2]) valueOf(await endAnnouncement(needs, olga, { eventId, announcementId }));
    expect(await standing()).toEqual([]);
    const told = await open.db.selectFrom('changes').select(['kind', 'audience']).orderBy('seq').execute();
    expect(told).toEqual([
      { kind: 'announcement.posted', audience: 'public' },
      { kind: 'announcement.ended', audience: 'public' },
    ]);
  });

  it('are made by those who run or help at the event', async () => {
    for (const [actor, code] of [
      [pia, 'not-allowed'],
      [visitor, 'sign-in-needed'],
    ] as const) {
      expect(await postAnnouncement(needs, actor, { eventId, text: 'x' })).toMatchObject({ error: { code } });
      expect(await endAnnouncement(needs, actor, { eventId, announcementId: eventId })).toMatchObject({
        error: { code },
      });
    }
  });

  it('refuse what cannot be shown, an area of another event, and an announcement of another event', async () => {
    const { id: otherEvent } = await addEvent(open.db);
    const otherArea = await addArea(open.db, otherEvent, '1');
    for (const text of ['', ' ', 'x'.repeat(201), 'a\u0007b', 'a\u202eb'])
      expect([text, await postAnnouncement(needs, olga, { eventId, text })]).toMatchObject([
        text,
        { error: { code: 'invalid-input' } },
      ]);
    for (const minutes of [0, -5, 1.5, 2000])
      expect(await postAnnouncement(needs, olga, { eventId, text: 'x', minutes })).toMatchObject({
        error: { code: 'invalid-input' },
      });
    expect(await postAnnouncement(needs, olga, { eventId, text: 'x', areaId: otherArea })).toMatchObject({
      error: { code: 'not-found' },
    });
    const { announcementId } = valueOf(await postAnnouncement(needs, olga, { eventId, text: 'x' }));
    await addOrganiser(open.db, otherEvent, olga.kind === 'person' ? olga.personId : '');
    expect(await endAnnouncement(needs, olga, { eventId: otherEvent, announcementId })).toMatchObject({
      error: { code: 'not-found' },
    });
  });

  it('are read in one statement', async () => {
    for (const expected of [1, 1]) {
      expect(await countStatements(open.db, (db) => standingAnnouncements(db, eventId, '2026'))).toBe(
        expected,
      );
      valueOf(await postAnnouncement(needs, olga, { eventId, text: 'x' }));
    }
  });

  describe('tell people', () => {
    let karlId: Id;
    let session: Id;
    const devices = new Map<Id, string>();

    beforeEach(async () => {
      needs = { db: open.db, clock, site: { origin: 'http://localhost:3000', secret: 'x'.repeat(40) } };
      karlId = await addPerson(open.db, 'Karl', { locale: 'de' });
      await addInvitation(open.db, eventId, karlId, 'confirmed');
      const goneId = await addPerson(open.db, 'Gone');
      await addInvitation(open.db, eventId, goneId, 'withdrawn');
      session = await addSession(open.db, eventId, 'Boot time');
      await addLead(open.db, session, karlId, 'Karl');
      for (const [personId, level] of [
        [idOf(pia), 'want'],
        [goneId, 'must'],
      ] as const)
        await open.db
          .insertInto('interest')
          .values({
            ...{ session_id: session, person_id: personId, event_id: eventId, level },
            ...{ can_help_lead: 0, said_at: '2026-03-01T00:00:00.000Z' },
          })
          .execute();
      devices.clear();
      for (const [name, personId] of [
        ['Olga', idOf(olga)],
        ['Pia', idOf(pia)],
        ['Karl', karlId],
        ['Gone', goneId],
      ] as const) {
        const keys = { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: 'AAAAAAAAAAAAAAAAAAAAAA' };
        const input = { ...keys, endpoint: `https://push.example.org/${name}` };
        const signInId = await addSignIn(open.db, personId);
        const { deviceId } = valueOf(await keepPushDevice(needs, person(personId), { ...input, signInId }));
        devices.set(deviceId, name);
      }
    });

    const idOf = (actor: Actor) => (actor.kind === 'person' ? actor.personId : '');
    /** Whose devices will hear, and what; the jobs are taken away. */
    const heard = async () => {
      const jobs = await open.db
        .selectFrom('jobs')
        .select('payload')
        .where('kind', '=', 'send-push')
        .execute();
      await open.db.deleteFrom('jobs').execute();
      const told = jobs.map(({ payload }) => JSON.parse(payload) as PushJob);
      return told
        .flatMap(({ devices: ids, notice }) => ids.map((id) => [devices.get(id), notice.title, notice.body]))
        .toSorted();
    };
    const mails = () =>
      open.db.selectFrom('messages').select(['to_email', 'subject', 'text']).orderBy('to_email').execute();
    const reads = async (who: Actor, all = false) =>
      (
        await standingAnnouncements(open.db, eventId, timestamp(clock.now()), { personId: idOf(who), all })
      ).map((one) => one.text);

    it('everybody who comes or runs it, on their devices, but not who says it', async () => {
      valueOf(await postAnnouncement(needs, olga, { eventId, text: 'Lunch' }));
      expect(await heard()).toEqual([
        ['Karl', 'Hackathon Shanghai', 'Lunch'],
        ['Pia', 'Hackathon Shanghai', 'Lunch'],
      ]);
      expect(await mails()).toEqual([]);
    });

    it('a session’s people only: on their pages and devices, and on no screen', async () => {
      valueOf(await postAnnouncement(needs, olga, { eventId, sessionId: session, text: 'Bring a board' }));
      expect(await heard()).toEqual([
        ['Karl', 'Boot time · Hackathon Shanghai', 'Bring a board'],
        ['Pia', 'Boot time · Hackathon Shanghai', 'Bring a board'],
      ]);
      const other = person(await addPerson(open.db, 'Other'));
      expect(await reads(pia)).toEqual(['Bring a board']);
      expect(await reads(person(karlId))).toEqual(['Bring a board']);
      expect(await reads(other)).toEqual([]);
      expect(await reads(olga, true)).toEqual(['Bring a board']);
      expect(await standing()).toEqual([]); // what screens and visitors get
      const [change] = await open.db
        .selectFrom('changes')
        .select('audience')
        .where('kind', '=', 'announcement.posted')
        .execute();
      expect(change).toEqual({ audience: 'participants' });
    });

    it('those who come to an area today', async () => {
      const dayId = await addDay(open.db, eventId);
      const slotId = await addSlot(open.db, eventId, dayId, [
        '2026-04-28T03:00:00.000Z',
        '2026-04-28T04:00:00.000Z',
      ]);
      valueOf(
        await placeSession(needs, olga, { eventId, sessionId: session, from: null, to: { slotId, areaId } }),
      );
      valueOf(await releaseSchedule(needs, olga, { eventId, number: 1 }));
      await heard();
      valueOf(await postAnnouncement(needs, olga, { eventId, areaId, text: 'The door sticks' }));
      expect(await heard()).toEqual([
        ['Karl', 'Bereich 3 · Hackathon Shanghai', 'The door sticks'],
        ['Pia', 'Area 3 · Hackathon Shanghai', 'The door sticks'],
      ]);
      clock.set('2026-04-28T04:00:00Z');
      valueOf(await postAnnouncement(needs, olga, { eventId, areaId, text: 'Nobody is there any more' }));
      expect(await heard()).toEqual([]);
    });

    it('by mail once each, when the sender was told how many, and an organiser', async () => {
      const say = (who: Actor, mailTo: number, key?: string) =>
        postAnnouncement({ ...needs, idempotencyKey: key }, who, {
          eventId,
          text: 'The bus leaves at six',
          mailTo,
        });
      const helperId = await addPerson(open.db, 'Hal');
      await addOrganiser(open.db, eventId, helperId, 'helper');
      expect(await say(person(helperId), 4)).toMatchObject({ error: { code: 'not-allowed' } });
      expect(await say(olga, 3)).toMatchObject({ error: { code: 'stale', subject: { mailTo: 4 } } });
      expect(await mails()).toEqual([]);
      expect(await standing()).toEqual([]);
      expect(await heard()).toEqual([]);
      for (const _ of [1, 2]) valueOf(await say(olga, 4, 'one form'));
      const sent = await mails();
      expect(sent.map((one) => one.to_email.split('.')[0])).toEqual(['hal', 'karl', 'olga', 'pia']);
      expect(sent[1]?.text).toContain('Neues von Hackathon Shanghai:\n\nThe bus leaves at six\n');
      expect(sent[3]?.subject).toBe('Hackathon Shanghai: The bus leaves at six');
    });

    it('of one thing at a time, of this event, that still takes place', async () => {
      const both = { eventId, text: 'x', areaId, sessionId: session };
      expect(await postAnnouncement(needs, olga, both)).toMatchObject({ error: { code: 'invalid-input' } });
      const elsewhere = await addSession(open.db, (await addEvent(open.db)).id, 'Elsewhere');
      const off = await addSession(open.db, eventId, 'Off', { withdrawn_at: '2026-04-01T00:00:00.000Z' });
      for (const [sessionId, code] of [
        [elsewhere, 'not-found'],
        [off, 'wrong-state'],
      ] as const)
        expect(await postAnnouncement(needs, olga, { eventId, text: 'x', sessionId })).toMatchObject({
          error: { code },
        });
    });
  });
});
