import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { person, visitor } from '../kernel/actor.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { mergeSessions } from '../sessions/merge-sessions.ts';
import {
  addEvent,
  addInvitation,
  addLead,
  addOrganiser,
  addPerson,
  addSession,
} from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { sayInterest } from './say-interest.ts';

onBothEngines('saying interest', (fresh, engine) => {
  let open: OpenDatabase;
  let eventId: Id;
  let ada: Id;
  let sessionId: Id;
  const clock = new SetClock();
  const say = (input: object, who: Id | null = ada) =>
    sayInterest({ db: open.db, clock }, who ? person(who) : visitor, { eventId, sessionId, ...input });
  const kept = () =>
    open.db
      .selectFrom('interest')
      .select(['session_id', 'level', 'can_help_lead', 'said_at'])
      .orderBy('session_id')
      .execute();

  beforeEach(async () => {
    open = await fresh();
    clock.set('2026-03-02T10:00:00Z');
    ({ id: eventId } = await addEvent(open.db));
    ada = await addPerson(open.db, 'Ada');
    await addInvitation(open.db, eventId, ada, 'confirmed');
    sessionId = await addSession(open.db, eventId, 'Boot fast');
  });
  afterEach(() => open.close());

  it('keeps the last thing said, whatever was said before and however often', async () => {
    await say({ level: 'must' });
    await say({ level: 'must' });
    clock.set('2026-03-02T11:00:00Z');
    expect(await say({ level: 'maybe' })).toEqual({
      ok: true,
      value: { sessionId, level: 'maybe', canHelpLead: false, leads: false },
    });
    expect(await kept()).toEqual([
      { session_id: sessionId, level: 'maybe', can_help_lead: 0, said_at: '2026-03-02T11:00:00.000Z' },
    ]);
    expect(await open.db.selectFrom('changes').select(['kind', 'audience']).distinct().execute()).toEqual([
      { kind: 'interest.said', audience: 'organisers' },
    ]);
  });

  it('keeps one answer when two taps arrive together', async () => {
    await Promise.all([say({ level: 'must' }), say({ level: 'must' }), say({ canHelpLead: true })]);
    expect(await kept()).toMatchObject([{ level: 'must', can_help_lead: 1 }]);
  });

  it('an offer to help lead says want, keeps what was said, and is kept by a new level', async () => {
    expect(await say({ canHelpLead: true })).toMatchObject({ value: { level: 'want', canHelpLead: true } });
    expect(await say({ level: 'must' })).toMatchObject({ value: { level: 'must', canHelpLead: true } });
    expect(await say({ canHelpLead: false })).toMatchObject({ value: { level: 'must', canHelpLead: false } });
  });

  it('can be taken back', async () => {
    await say({ level: 'none' });
    expect(await say({ level: 'unanswered' })).toMatchObject({ value: { level: null } });
    expect(await kept()).toEqual([]);
  });

  it('a lead counts as must: what they tap for their own session is answered so and not written', async () => {
    await addLead(open.db, sessionId, ada);
    expect(await say({ level: 'none' })).toEqual({
      ok: true,
      value: { sessionId, level: 'must', canHelpLead: false, leads: true },
    });
    expect(await kept()).toEqual([]);
  });

  it('counts for the target of a merged session, and lowers nothing there', async () => {
    const target = await addSession(open.db, eventId, 'Target');
    await open.db.updateTable('sessions').set({ merged_into: target }).where('id', '=', sessionId).execute();
    expect(await say({ level: 'want' })).toMatchObject({ value: { sessionId: target, level: 'want' } });
    expect(await say({ level: 'none' })).toMatchObject({ value: { sessionId: target, level: 'want' } });
    expect(await say({ level: 'unanswered' })).toMatchObject({ value: { level: 'want' } });
    expect(await kept()).toMatchObject([{ session_id: target, level: 'want' }]);
  });

  it('is not lost when the session is merged before the tap is committed', async () => {
    const organiser = await addPerson(open.db, 'Olga');
    await addOrganiser(open.db, eventId, organiser);
    const into = await addSession(open.db, eventId, 'Into');
    const tap = await open.db.startTransaction().execute();
    await sayInterest({ db: tap, clock }, person(ada), { eventId, sessionId, level: 'must' });
    const needs = { db: open.db, clock };
    const merging = mergeSessions(needs, person(organiser), { eventId, fromId: sessionId, intoId: into });
    await setTimeout(200); // without the row's lock the merge has now read the interest, and missed this tap
    await tap.commit().execute();
    expect((await merging).ok).toBe(true);
    expect(await kept()).toMatchObject([
      { session_id: sessionId, level: 'must' },
      { session_id: into, level: 'must' },
    ]);
  });

  it('is refused for what is withdrawn, of another event, or not for the asker', async () => {
    const withdrawn = await addSession(open.db, eventId, 'Gone', {
      withdrawn_at: '2026-03-01T00:00:00.000Z',
    });
    const elsewhere = await addSession(open.db, (await addEvent(open.db)).id, 'Elsewhere');
    const level = 'want';
    expect(await say({ level, sessionId: withdrawn })).toMatchObject({ error: { code: 'wrong-state' } });
    expect(await say({ level, sessionId: elsewhere })).toMatchObject({ error: { code: 'not-found' } });
    expect(await say({ level, sessionId: newId() })).toMatchObject({ error: { code: 'not-found' } });
    expect(await say({ level }, null)).toMatchObject({ error: { code: 'sign-in-needed' } });
    expect(await say({ level }, await addPerson(open.db, 'Stranger'))).toMatchObject({
      error: { code: 'not-allowed' },
    });
    expect(await say({ level: 'very' })).toMatchObject({
      error: { fields: [{ path: 'level', code: 'not-a-choice' }] },
    });
    expect(await say({})).toMatchObject({ error: { fields: [{ path: 'level', code: 'required' }] } });
    expect(await say({ level, person: ada })).toMatchObject({
      error: { fields: [{ code: 'unknown-field' }] },
    });
    expect(await kept()).toEqual([]);
  });

  it('costs few statements', async () => {
    const statements = await countStatements(open.db, (db) =>
      sayInterest({ db, clock }, person(ada), { eventId, sessionId, level: 'must' }),
    );
    // Standing, the session, what was said, the answer, the change, the audit row; PostgreSQL's lock and wake-up.
    expect(statements).toBe(engine === 'sqlite' ? 6 : 8);
  });
});
