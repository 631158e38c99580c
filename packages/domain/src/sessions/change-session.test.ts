import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { person, visitor } from '../kernel/actor.ts';
import { newId, type Id } from '../kernel/ids.ts';
import {
  addArea,
  addDay,
  addEvent,
  addInvitation,
  addLead,
  addOrganiser,
  addPerson,
  addSession,
  addSlot,
} from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { changeSession } from './change-session.ts';
import { offerToLead } from './offer-to-lead.ts';
import { restoreSession } from './restore-session.ts';
import { findSession, listSessions } from './session-queries.ts';
import { withdrawSession } from './withdraw-session.ts';

const site = { origin: 'https://plenary.example', secret: 'x'.repeat(64) };

onBothEngines('changing a session', (fresh) => {
  let open: OpenDatabase;
  let eventId: Id;
  let dayId: Id;
  let slot: Id;
  let area: Id;
  let [ada, grace, alan, organiser]: Id[] = [];
  let sessionId: Id;
  let adasLead: Id;
  const clock = new SetClock();
  const needs = () => ({ db: open.db, clock, site });
  const change = (who: Id | undefined, input: object = {}) =>
    changeSession(needs(), who ? person(who) : visitor, {
      eventId,
      sessionId,
      version: 1,
      headline: 'Changed',
      keepLeadIds: [adasLead],
      ...input,
    });
  const headline = async () => (await findSession(open.db, eventId, sessionId))?.headline;

  beforeEach(async () => {
    open = await fresh();
    const { db } = open;
    ({ id: eventId } = await addEvent(db));
    dayId = await addDay(db, eventId);
    slot = await addSlot(db, eventId, dayId, ['2026-04-28T01:00:00.000Z', '2026-04-28T02:00:00.000Z']);
    area = await addArea(db, eventId, '1', { features: '["screen"]' });
    ada = await addPerson(db, 'Ada');
    grace = await addPerson(db, 'Grace');
    alan = await addPerson(db, 'Alan');
    organiser = await addPerson(db, 'Olga');
    for (const participant of [ada, grace, alan]) await addInvitation(db, eventId, participant, 'confirmed');
    await addOrganiser(db, eventId, organiser);
    sessionId = await addSession(db, eventId, 'Before', { proposed_by: grace });
    adasLead = await addLead(db, sessionId, ada, 'Ada');
  });
  afterEach(() => open.close());

  async function place(id: Id, cells: readonly Id[], areaId = area): Promise<void> {
    const first = cells[0] ?? '';
    await open.db
      .insertInto('placements')
      .values({
        session_id: id,
        event_id: eventId,
        slot_id: first,
        area_id: areaId,
        pinned_at: null,
        pinned_by: null,
      })
      .execute();
    await open.db
      .insertInto('placement_cells')
      .values(cells.map((cell) => ({ slot_id: cell, area_id: areaId, session_id: id })))
      .execute();
  }
  const placed = async () =>
    (await open.db.selectFrom('placements').select('session_id').orderBy('session_id').execute()).map(
      (row) => row.session_id,
    );
  const draftVersion = async () =>
    (
      await open.db
        .selectFrom('drafts')
        .select('version')
        .where('event_id', '=', eventId)
        .executeTakeFirstOrThrow()
    ).version;

  it('is for its leads, whoever proposed it and organisers', async () => {
    expect(await change(undefined)).toMatchObject({ error: { code: 'sign-in-needed' } });
    expect(await change(alan)).toMatchObject({ error: { code: 'not-allowed' } });
    expect(await headline()).toBe('Before');
    for (const [index, who] of [ada, grace, organiser].entries()) {
      expect(await change(who, { version: index + 1, headline: `By ${index}` })).toEqual({
        ok: true,
        value: { version: index + 2 },
      });
      expect(await headline()).toBe(`By ${index}`);
    }
  });

  it('finds no session of another event', async () => {
    const elsewhere = await addSession(open.db, (await addEvent(open.db)).id, 'Elsewhere');
    expect(await change(organiser, { sessionId: elsewhere })).toMatchObject({ error: { code: 'not-found' } });
    expect(await change(organiser, { sessionId: newId() })).toMatchObject({ error: { code: 'not-found' } });
  });

  it('refuses an older version with the present session, and writes nothing', async () => {
    await change(ada, { headline: 'First' });
    const late = await change(grace, { headline: 'Second', keepLeadIds: [], addLeads: [{ name: 'X' }] });
    expect(late).toMatchObject({
      error: {
        code: 'stale',
        params: { version: 2 },
        subject: { headline: 'First', version: 2, leads: [{ name: 'Ada' }] },
      },
    });
    expect(await headline()).toBe('First');
  });

  it('lets one of two win who save at the same moment', async () => {
    const results = await Promise.all([change(ada, { headline: 'A' }), change(grace, { headline: 'B' })]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.flatMap((result) => (result.ok ? [] : [result.error.code]))).toEqual(['stale']);
    expect((await findSession(open.db, eventId, sessionId))?.version).toBe(2);
  });

  it('keeps, removes and adds leads, but not the last one', async () => {
    await change(ada, {
      addLeads: [{ name: 'Grace', email: 'g@example.org' }, { name: 'Alan' }, { name: 'ada' }],
    });
    const leads = async () => (await findSession(open.db, eventId, sessionId))?.leads ?? [];
    expect((await leads()).map((lead) => lead.name)).toEqual(['Ada', 'Grace', 'Alan']);
    const graces = (await leads())[1]?.id ?? '';
    await change(ada, { version: 2, keepLeadIds: [graces] });
    expect((await leads()).map((lead) => lead.name)).toEqual(['Grace']);
    expect(await change(organiser, { version: 3, keepLeadIds: [] })).toMatchObject({
      error: { fields: [{ path: 'keepLeadIds', code: 'required' }] },
    });
    const foreign = await addLead(open.db, await addSession(open.db, eventId, 'Other'), null);
    expect(await change(organiser, { version: 3, keepLeadIds: [foreign] })).toMatchObject({
      error: { fields: [{ path: 'keepLeadIds', code: 'not-a-choice' }] },
    });
    expect((await change(organiser, { version: 3, keepLeadIds: [], wantsLead: true })).ok).toBe(true);
    expect(await leads()).toEqual([]);
  });

  it('says which field is wrong', async () => {
    expect(await change(ada, { headline: '' })).toMatchObject({
      error: { fields: [{ path: 'headline', code: 'required' }] },
    });
    expect(await change(ada, { version: 'x' })).toMatchObject({ error: { fields: [{ path: 'version' }] } });
    expect(await change(ada, { dayId: newId() })).toMatchObject({
      error: { fields: [{ path: 'dayId', code: 'not-a-choice' }] },
    });
    expect(await headline()).toBe('Before');
  });

  it('leaves its place in the draft alone while the place is possible', async () => {
    await place(sessionId, [slot]);
    await change(ada, { needs: ['screen'] });
    expect(await placed()).toEqual([sessionId]);
    expect(await draftVersion()).toBe(1);
  });

  it.each([
    ['another length', () => ({ length: 2 })],
    ['a feature its area lacks', () => ({ needs: ['quiet'] })],
    ['a slot its leads cannot', () => ({ unavailableSlotIds: [slot] })],
    ['a lead who leads elsewhere then', () => ({ addLeads: [{ name: 'Grace', email: 'busy@example.org' }] })],
    ['a lead who is absent then', () => ({ addLeads: [{ name: 'Alan', email: 'away@example.org' }] })],
  ])('loses its place in the draft to %s', async (_, input) => {
    const busy = await addPerson(open.db, 'Busy', { email: 'busy@example.org' });
    const other = await addSession(open.db, eventId, 'Other');
    await addLead(open.db, other, busy);
    const away = await addPerson(open.db, 'Away', { email: 'away@example.org' });
    await open.db
      .insertInto('absences')
      .values({ event_id: eventId, person_id: away, slot_id: slot })
      .execute();
    await place(sessionId, [slot]);
    await place(other, [slot], await addArea(open.db, eventId, '2'));
    expect((await change(ada, input())).ok).toBe(true);
    expect(await placed()).toEqual([other]);
    expect(await draftVersion()).toBe(2);
    const kinds = await open.db.selectFrom('changes').select(['kind', 'audience']).orderBy('seq').execute();
    expect(kinds).toEqual([
      { kind: 'session.changed', audience: 'public' },
      { kind: 'draft.changed', audience: 'organisers' },
    ]);
  });

  it('is not possible for a session that was withdrawn or merged', async () => {
    await withdrawSession(needs(), person(ada ?? ''), { eventId, sessionId, version: 1 });
    expect(await change(ada, { version: 2 })).toMatchObject({
      error: { code: 'wrong-state', params: { state: 'withdrawn' } },
    });
    const merged = await addSession(open.db, eventId, 'Merged', { merged_into: sessionId });
    expect(await change(organiser, { sessionId: merged })).toMatchObject({
      error: { params: { state: 'merged' } },
    });
  });

  it('withdrawing takes it from the list and the draft; its page stays; an organiser brings it back', async () => {
    const withdraw = (who: Id | undefined, version: number) =>
      withdrawSession(needs(), person(who ?? ''), { eventId, sessionId, version });
    await place(sessionId, [slot]);
    expect(await withdraw(alan, 1)).toMatchObject({ error: { code: 'not-allowed' } });
    expect(await withdraw(ada, 7)).toMatchObject({ error: { code: 'stale' } });
    expect(await listSessions(open.db, { eventId })).toHaveLength(1);
    expect(await withdraw(ada, 1)).toEqual({ ok: true, value: { version: 2 } });
    expect(await withdraw(ada, 2)).toMatchObject({ error: { code: 'wrong-state' } });
    expect(await listSessions(open.db, { eventId })).toEqual([]);
    expect(await placed()).toEqual([]);
    expect(await findSession(open.db, eventId, sessionId)).toMatchObject({
      withdrawnAt: '2026-03-02T10:00:00.000Z',
    });

    const restore = (who: Id | undefined) =>
      restoreSession(needs(), person(who ?? ''), { eventId, sessionId });
    expect(await restore(ada)).toMatchObject({ error: { code: 'not-allowed' } });
    expect(await restore(organiser)).toEqual({ ok: true, value: { version: 3 } });
    expect(await restore(organiser)).toMatchObject({ error: { code: 'wrong-state' } });
    expect(await listSessions(open.db, { eventId })).toHaveLength(1);
    const elsewhere = await addEvent(open.db);
    await addOrganiser(open.db, elsewhere.id, organiser ?? '');
    expect(
      await restoreSession(needs(), person(organiser ?? ''), { eventId: elsewhere.id, sessionId }),
    ).toMatchObject({
      error: { code: 'not-found' },
    });
  });

  it('one of two who offer to lead an idea leads it', async () => {
    const idea = await addSession(open.db, eventId, 'Idea', { wants_lead: 1 });
    const offer = (who: Id | undefined, id = idea) =>
      offerToLead(needs(), person(who ?? ''), { eventId, sessionId: id });
    expect(await offer(await addPerson(open.db, 'Stranger'))).toMatchObject({
      error: { code: 'not-allowed' },
    });
    expect(await offer(alan, sessionId)).toMatchObject({ error: { code: 'already-taken' } });
    const results = await Promise.all([offer(ada), offer(grace)]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.flatMap((result) => (result.ok ? [] : [result.error.code]))).toEqual(['already-taken']);
    const found = await findSession(open.db, eventId, idea);
    expect(found).toMatchObject({ wantsLead: false, version: 2 });
    expect(found?.leads).toHaveLength(1);
    expect(await offer(alan, await addSession(open.db, (await addEvent(open.db)).id, 'X'))).toMatchObject({
      error: { code: 'not-found' },
    });
  });
});
