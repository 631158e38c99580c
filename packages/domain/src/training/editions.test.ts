import { afterEach, beforeEach, expect, it } from 'vitest';
import { releasedPlaces } from '../agenda/agenda-queries.ts';
import type { OpenDatabase } from '../database/open-database.ts';
import { announceEvent } from '../events/announce-event.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { valueOf } from '../kernel/action.ts';
import { person, visitor, type Actor } from '../kernel/actor.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { addEvent, addInvitation, addOrganiser, addPerson } from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { attendanceCode } from './attendance-code.ts';
import {
  attendeesOf,
  exerciseCounts,
  feedbackOf,
  findCertificate,
  ownTraining,
} from './attendance-queries.ts';
import { attendSession } from './attend-session.ts';
import { changeEdition } from './change-edition.ts';
import { createCourse } from './create-course.ts';
import { attendedSessions, editionsOf, findEdition, taughtSessions } from './edition-queries.ts';
import { giveFeedback } from './give-feedback.ts';
import { makeEdition } from './make-edition.ts';
import { markAttendance } from './mark-attendance.ts';
import { registerInterest } from './register-interest.ts';
import { revokeCertificate } from './revoke-certificate.ts';
import { takeCertificate } from './take-certificate.ts';
import { tellInterested } from './tell-interested.ts';
import { tickExercise } from './tick-exercise.ts';

const SITE = { origin: 'http://localhost:3000', secret: 'x'.repeat(40) };

onBothEngines('editions', (fresh) => {
  let open: OpenDatabase;
  let clock: SetClock;
  let olga: Actor, ada: Actor, ben: Actor, stranger: Actor;
  let ids: { olga: Id; ada: Id; ben: Id };
  let courseId: Id;
  const needs = () => ({ db: open.db, clock, site: SITE });

  const modules = [
    { title: 'Building', minutes: 75, objectives: ['Build one'], exercises: ['Build it', 'Boot it'] },
    { title: 'Booting', minutes: 75, exercises: ['Boot it twice'] },
    { title: 'A very long one', minutes: 600 },
    { title: 'Drivers', minutes: 150 },
  ];

  beforeEach(async () => {
    open = await fresh();
    clock = new SetClock();
    const add = (name: string) => addPerson(open.db, name);
    ids = { olga: await add('Olga'), ada: await add('Ada'), ben: await add('Ben') };
    [olga, ada, ben] = [person(ids.olga), person(ids.ada), person(ids.ben)];
    stranger = person(await add('Sam'));
    const { id } = await addEvent(open.db);
    await addOrganiser(open.db, id, ids.olga);
    courseId = valueOf(
      await createCourse(needs(), olga, { title: 'Hypervisor', tags: ['training'], modules }),
    ).courseId;
  });
  afterEach(() => open.close());

  const input = () => ({
    ...{ courseId, name: 'Hypervisor in Berlin', startDate: '2026-05-04', zone: 'Europe/Berlin' },
  });
  const made = async () => valueOf(await makeEdition(needs(), olga, input()));
  const sessionIds = async (eventId: Id) => (await taughtSessions(open.db, eventId)).map((one) => one.id);
  const enrolled = async (eventId: Id) => ({
    ada: await addInvitation(open.db, eventId, ids.ada, 'confirmed', { name: 'Ada L.' }),
    ben: await addInvitation(open.db, eventId, ids.ben, 'confirmed', { name: 'Ben B.' }),
  });
  const code = (sessionId: Id) => attendanceCode(SITE.secret, sessionId);

  it('have a session for each module in order over the slots, released; what does not fit is named', async () => {
    const { eventId, slug, unplaced } = await made();
    expect(unplaced).toEqual([{ title: 'A very long one', minutes: 600 }]);
    const event = await eventOrThrow(open.db, eventId);
    expect([slug, event.kind, event.announcedAt]).toEqual(['hypervisor-in-berlin-2026', 'training', null]);
    const places = await releasedPlaces(open.db, eventId);
    const sessions = await taughtSessions(open.db, eventId);
    expect(sessions.map(({ headline, id }) => [headline, places.get(id)?.startsAt ?? null])).toEqual([
      ['Building', '2026-05-04T07:30:00.000Z'],
      ['Booting', '2026-05-04T09:00:00.000Z'],
      ['Drivers', '2026-05-04T11:15:00.000Z'],
      ['A very long one', null],
    ]);
    expect(sessions[0]?.exercises).toEqual(['Build it', 'Boot it']);
    expect(await findEdition(open.db, eventId)).toMatchObject({ courseVersion: 1, certificateShare: 75 });
    const leads = await open.db.selectFrom('session_leads').select('person_id').execute();
    expect(leads.map((row) => row.person_id)).toEqual([ids.olga, ids.olga, ids.olga, ids.olga]);
  });

  it('go over several days, and start from an earlier edition', async () => {
    const two = valueOf(await makeEdition(needs(), olga, { ...input(), days: 2 }));
    const days = await open.db
      .selectFrom('event_days')
      .select('date')
      .where('event_id', '=', two.eventId)
      .execute();
    expect(days.map((day) => day.date).toSorted()).toEqual(['2026-05-04', '2026-05-05']);
    const again = { ...input(), name: 'Again', startDate: '2026-06-01', cloneOf: two.eventId };
    const { eventId } = valueOf(await makeEdition(needs(), olga, again));
    const next = await open.db
      .selectFrom('event_days')
      .select('date')
      .where('event_id', '=', eventId)
      .execute();
    expect(next.map((day) => day.date).toSorted()).toEqual(['2026-06-01', '2026-06-02']);
    const one = await countStatements(open.db, (db) => editionsOf(db, olga, courseId));
    expect((await editionsOf(open.db, olga, courseId)).map((edition) => edition.name)).toEqual([
      'Again',
      'Hypervisor in Berlin',
    ]);
    expect(one).toBe(2);
    expect(await editionsOf(open.db, visitor, courseId)).toEqual([]);
    valueOf(await announceEvent(needs(), olga, { eventId }));
    expect(await editionsOf(open.db, ada, courseId)).toMatchObject([
      { name: 'Again', came: 0, enrolled: null, stars: null, feedback: null },
    ]);
  });

  it('are made all or nothing, by organisers only', async () => {
    const before = await open.db.selectFrom('events').select('id').execute();
    for (const [actor, refusal] of [
      [visitor, 'sign-in-needed'],
      [ada, 'not-allowed'],
    ] as const)
      expect(await makeEdition(needs(), actor, input())).toMatchObject({ error: { code: refusal } });
    const past = { ...input(), startDate: '2026-01-01' };
    expect(await makeEdition(needs(), olga, past)).toMatchObject({
      error: { fields: [{ path: 'startDate' }] },
    });
    await made();
    const taken = { ...input(), slug: 'hypervisor-in-berlin-2026' };
    expect(await makeEdition(needs(), olga, taken)).toMatchObject({ error: { fields: [{ path: 'slug' }] } });
    expect(await open.db.selectFrom('events').select('id').execute()).toHaveLength(before.length + 1);
    expect(await open.db.selectFrom('editions').select('event_id').execute()).toHaveLength(1);
  });

  it('are told to those with an interest, once to each, when they are announced', async () => {
    const { eventId } = await made();
    valueOf(await registerInterest(needs(), ada, { courseId, place: 'Berlin' }));
    expect(await tellInterested(needs(), olga, { eventId })).toMatchObject({
      error: { code: 'wrong-state' },
    });
    valueOf(await announceEvent(needs(), olga, { eventId }));
    expect(await tellInterested(needs(), ada, { eventId })).toMatchObject({ error: { code: 'not-allowed' } });
    expect(valueOf(await tellInterested(needs(), olga, { eventId }))).toEqual({ told: 1 });
    clock.forward({ minutes: 1 });
    valueOf(await registerInterest(needs(), ben, { courseId, place: 'Berlin' }));
    valueOf(await registerInterest(needs(), ada, { courseId, place: 'Köln' }));
    clock.forward({ minutes: 1 });
    expect(valueOf(await tellInterested(needs(), olga, { eventId }))).toEqual({ told: 1 });
    expect(valueOf(await tellInterested(needs(), olga, { eventId }))).toEqual({ told: 0 });
    clock.set('2026-05-05T00:00:00Z');
    expect(await tellInterested(needs(), olga, { eventId })).toMatchObject({
      error: { code: 'wrong-state' },
    });
    const mails = await open.db.selectFrom('messages').select(['person_id', 'subject', 'text']).execute();
    expect(new Set(mails.map((mail) => mail.person_id))).toEqual(new Set([ids.ada, ids.ben]));
    expect(mails[0]?.subject).toBe('Hypervisor: a class is planned');
    expect(mails[0]?.text).toContain('4 May 2026');
  });

  it('note who was there by the code of the session while it is on, and check them in by it', async () => {
    const { eventId } = await made();
    valueOf(await announceEvent(needs(), olga, { eventId }));
    const places = await enrolled(eventId);
    const [first = '', second = ''] = await sessionIds(eventId);
    const attend = (who: Actor, sessionId: Id, typed = code(sessionId)) =>
      attendSession(needs(), who, { eventId, sessionId, code: typed });
    clock.set('2026-05-04T06:00:00Z');
    expect(await attend(ada, first)).toMatchObject({ error: { fields: [{ code: 'not-now' }] } });
    clock.set('2026-05-04T07:35:00Z');
    valueOf(await attend(ada, first, ` ${code(first).toLowerCase()} `));
    valueOf(await attend(ada, first));
    expect(await attend(ada, first, code(second))).toMatchObject({
      error: { fields: [{ path: 'code', code: 'wrong-code' }] },
    });
    for (const [who, refusal] of [
      [visitor, 'sign-in-needed'],
      [stranger, 'not-allowed'],
    ] as const)
      expect(await attend(who, first)).toMatchObject({ error: { code: refusal } });
    expect(await attend(ada, newId(), 'AAAAAA')).toMatchObject({ error: { code: 'not-found' } });
    expect(await attendedSessions(open.db, eventId, places.ada)).toEqual({ attended: 1, sessions: 4 });
    const { state } = await open.db
      .selectFrom('invitations')
      .select('state')
      .where('id', '=', places.ada)
      .executeTakeFirstOrThrow();
    expect(state).toBe('attended');
  });

  it('note it from the list too: organisers, helpers and who leads the session', async () => {
    const { eventId } = await made();
    valueOf(await announceEvent(needs(), olga, { eventId }));
    const places = await enrolled(eventId);
    const [sessionId = ''] = await sessionIds(eventId);
    const there = { eventId, sessionId, there: [places.ada, places.ben] };
    expect(await markAttendance(needs(), olga, there)).toMatchObject({ error: { code: 'wrong-state' } });
    clock.set('2026-05-04T08:00:00Z');
    expect(await markAttendance(needs(), ada, there)).toMatchObject({ error: { code: 'not-allowed' } });
    expect(valueOf(await markAttendance(needs(), olga, there))).toEqual({ there: 2 });
    const helper = await addPerson(open.db, 'Hal');
    await addOrganiser(open.db, eventId, helper, 'helper');
    valueOf(await markAttendance(needs(), person(helper), { eventId, sessionId, notThere: [places.ben] }));
    expect(await markAttendance(needs(), olga, { ...there, there: [newId()] })).toMatchObject({
      error: { code: 'not-found' },
    });
    const people = await attendeesOf(open.db, eventId);
    expect(people.map(({ name, attended }) => [name, [...attended]])).toEqual([
      ['Ada L.', [sessionId]],
      ['Ben B.', []],
    ]);
    await addInvitation(open.db, eventId, await addPerson(open.db, 'Cid'), 'confirmed');
    expect(await countStatements(open.db, (db) => attendeesOf(db, eventId))).toBe(2);
  });

  it('have exercises that attendees tick off, and may untick', async () => {
    const { eventId } = await made();
    valueOf(await announceEvent(needs(), olga, { eventId }));
    await enrolled(eventId);
    const [sessionId = ''] = await sessionIds(eventId);
    const tick = (who: Actor, exercise: number, done = true) =>
      tickExercise(needs(), who, { eventId, sessionId, exercise, done });
    for (const [who, exercise] of [
      [ada, 0],
      [ada, 0],
      [ada, 1],
      [ben, 0],
    ] as const)
      valueOf(await tick(who, exercise));
    valueOf(await tick(ada, 1, false));
    expect(await exerciseCounts(open.db, eventId)).toEqual(new Map([[`${sessionId} 0`, 2]]));
    expect(await tick(ada, 2)).toMatchObject({ error: { code: 'not-found' } });
    expect(await tick(stranger, 0)).toMatchObject({ error: { code: 'not-allowed' } });
  });

  it('take feedback once from each person, to be changed until a date; leads read it without names', async () => {
    const { eventId } = await made();
    valueOf(await announceEvent(needs(), olga, { eventId }));
    const places = await enrolled(eventId);
    const [sessionId = ''] = await sessionIds(eventId);
    const { id: dayId } = await open.db
      .selectFrom('event_days')
      .select('id')
      .where('event_id', '=', eventId)
      .executeTakeFirstOrThrow();
    const say = (
      who: Actor,
      stars: number,
      words: string,
      about = { kind: 'session' as 'session' | 'day', id: sessionId },
    ) => giveFeedback(needs(), who, { eventId, about, stars, words });
    expect(await say(ada, 5, '')).toMatchObject({ error: { code: 'wrong-state' } });
    clock.set('2026-05-04T14:00:00Z');
    valueOf(await say(ada, 2, 'Too fast.'));
    valueOf(await say(ada, 4, 'Better than I thought.'));
    valueOf(await say(ben, 5, 'Great.'));
    valueOf(await say(ben, 3, 'A long day.', { kind: 'day', id: dayId }));
    expect(await say(stranger, 5, '')).toMatchObject({ error: { code: 'not-allowed' } });
    expect(await say(ada, 6, '')).toMatchObject({ error: { fields: [{ path: 'stars' }] } });
    expect(await say(ada, 3, '', { kind: 'day', id: newId() })).toMatchObject({
      error: { code: 'not-found' },
    });
    const lead = await feedbackOf(open.db, eventId, { named: false });
    expect(lead.get(sessionId)).toEqual([
      { stars: 5, words: 'Great.', name: null },
      { stars: 4, words: 'Better than I thought.', name: null },
    ]);
    expect((await feedbackOf(open.db, eventId, { named: true })).get(dayId)).toEqual([
      { stars: 3, words: 'A long day.', name: 'Ben' },
    ]);
    const own = { eventId, personId: ids.ada, invitationId: places.ada };
    expect((await ownTraining(open.db, own)).feedback).toEqual(
      new Map([[sessionId, { stars: 4, words: 'Better than I thought.' }]]),
    );
    expect((await editionsOf(open.db, olga, courseId))[0]).toMatchObject({
      stars: 4,
      feedback: 3,
      enrolled: 2,
    });
    clock.set('2026-05-18T21:59:00Z');
    valueOf(await say(ada, 5, ''));
    clock.set('2026-05-18T22:00:00Z');
    expect(await say(ada, 1, '')).toMatchObject({ error: { code: 'wrong-state' } });
  });

  it('give a certificate to whoever was in enough sessions, afterwards; it can be checked and revoked', async () => {
    const { eventId } = await made();
    valueOf(await announceEvent(needs(), olga, { eventId }));
    const places = await enrolled(eventId);
    const sessions = await sessionIds(eventId);
    clock.set('2026-05-04T13:00:00Z');
    for (const [index, sessionId] of sessions.entries()) {
      const there = index < 2 ? [places.ada, places.ben] : index === 2 ? [places.ada] : [];
      valueOf(await markAttendance(needs(), olga, { eventId, sessionId, there }));
    }
    expect(await takeCertificate(needs(), ada, { eventId })).toMatchObject({
      error: { code: 'wrong-state' },
    });
    clock.set('2026-05-05T08:00:00Z');
    const { code: given } = valueOf(await takeCertificate(needs(), ada, { eventId }));
    expect(given).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(valueOf(await takeCertificate(needs(), ada, { eventId }))).toEqual({ code: given });
    expect(await findCertificate(open.db, ` ${given.toLowerCase()}`)).toEqual({
      ...{ name: 'Ada L.', course: 'Hypervisor', event: 'Hypervisor in Berlin', attended: 3, sessions: 4 },
      ...{ startsOn: '2026-05-04', endsOn: '2026-05-04' },
      ...{ issuedAt: '2026-05-05T08:00:00.000Z', revokedAt: null },
    });
    expect(await takeCertificate(needs(), ben, { eventId })).toMatchObject({
      error: { code: 'wrong-state' },
    });
    expect(await takeCertificate(needs(), stranger, { eventId })).toMatchObject({
      error: { code: 'not-allowed' },
    });
    const change = {
      eventId,
      version: 1,
      preparation: 'Bring a laptop.',
      certificateShare: 50,
      feedbackDays: 7,
    };
    expect(await changeEdition(needs(), ben, change)).toMatchObject({ error: { code: 'not-allowed' } });
    valueOf(await changeEdition(needs(), olga, change));
    expect(await changeEdition(needs(), olga, change)).toMatchObject({ error: { code: 'stale' } });
    valueOf(await takeCertificate(needs(), ben, { eventId }));
    const revoke = { eventId, invitationId: places.ada, revoked: true };
    expect(await revokeCertificate(needs(), ada, revoke)).toMatchObject({ error: { code: 'not-allowed' } });
    valueOf(await revokeCertificate(needs(), olga, revoke));
    expect((await findCertificate(open.db, given))?.revokedAt).toBe('2026-05-05T08:00:00.000Z');
    expect(await takeCertificate(needs(), ada, { eventId })).toMatchObject({
      error: { code: 'wrong-state' },
    });
    valueOf(await revokeCertificate(needs(), olga, { ...revoke, revoked: false }));
    expect(valueOf(await takeCertificate(needs(), ada, { eventId }))).toEqual({ code: given });
    expect(await findCertificate(open.db, 'AAAA-AAAA-AAAA-AAAA')).toBe(undefined);
  });
});
