import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { person, system, visitor } from '../kernel/actor.ts';
import { newId, type Id } from '../kernel/ids.ts';
import {
  addDay,
  addEvent,
  addInvitation,
  addOrganiser,
  addPerson,
  addSession,
  addSlot,
} from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { proposeSession } from './propose-session.ts';
import { findSession } from './session-queries.ts';

const site = { origin: 'https://plenary.example', secret: 'x'.repeat(64) };

onBothEngines('proposing a session', (fresh) => {
  let open: OpenDatabase;
  let eventId: Id;
  let ada: Id;
  let organiser: Id;
  const clock = new SetClock();
  const needs = () => ({ db: open.db, clock, site });
  const sessions = () => open.db.selectFrom('sessions').select('headline').execute();

  beforeEach(async () => {
    open = await fresh();
    ({ id: eventId } = await addEvent(open.db));
    ada = await addPerson(open.db, 'Ada');
    organiser = await addPerson(open.db, 'Olga');
    await addInvitation(open.db, eventId, ada, 'confirmed');
    await addOrganiser(open.db, eventId, organiser);
  });
  afterEach(() => open.close());

  it('takes a headline alone, and whoever proposes it leads it', async () => {
    const result = await proposeSession(needs(), person(ada), { eventId, headline: '  Boot fast ' });
    expect(result).toMatchObject({ ok: true, value: { alike: [] } });
    const id = result.ok ? result.value.id : '';
    expect(await findSession(open.db, eventId, id)).toEqual({
      id,
      eventId,
      headline: 'Boot fast',
      problem: '',
      contribution: '',
      preparation: '',
      topic: '',
      length: 1,
      needs: [],
      wantsLead: false,
      dayId: null,
      leads: [{ id: expect.any(String), personId: ada, name: 'Ada' }],
      unavailableSlotIds: [],
      proposedBy: ada,
      proposerName: 'Ada',
      proposedAt: '2026-03-02T10:00:00.000Z',
      updatedAt: '2026-03-02T10:00:00.000Z',
      withdrawnAt: null,
      mergedInto: null,
      mergedTarget: null,
      mergedFrom: [],
      version: 1,
    });
    expect(await open.db.selectFrom('changes').select(['kind', 'audience', 'subject_id']).execute()).toEqual([
      { kind: 'session.proposed', audience: 'public', subject_id: id },
    ]);
  });

  it('keeps everything that was said', async () => {
    const dayId = await addDay(open.db, eventId);
    const slot = await addSlot(open.db, eventId, dayId, [
      '2026-04-28T01:00:00.000Z',
      '2026-04-28T02:00:00.000Z',
    ]);
    const result = await proposeSession(needs(), person(ada), {
      eventId,
      headline: 'Boot fast',
      problem: 'Line\r\nbreaks',
      topic: 'Boot',
      length: '3',
      needs: ['screen', 'quiet'],
      dayId,
      unavailableSlotIds: [slot, slot],
    });
    expect(await findSession(open.db, eventId, result.ok ? result.value.id : '')).toMatchObject({
      problem: 'Line\nbreaks',
      topic: 'Boot',
      length: 3,
      needs: ['screen', 'quiet'],
      dayId,
      unavailableSlotIds: [slot],
    });
  });

  it('makes an idea looking for a lead', async () => {
    const result = await proposeSession(needs(), person(ada), {
      eventId,
      headline: 'Somebody should',
      wantsLead: true,
    });
    const found = await findSession(open.db, eventId, result.ok ? result.value.id : '');
    expect(found).toMatchObject({ wantsLead: true, leads: [], proposedBy: ada });
  });

  it('tells leads who are named with a mail address, also without an account, and nobody twice', async () => {
    const grace = await addPerson(open.db, 'Grace', { email: 'grace@example.org', locale: 'de' });
    const result = await proposeSession(needs(), person(ada), {
      eventId,
      headline: 'Boot fast',
      leads: [
        { name: 'Grace H.', email: 'GRACE@example.org' },
        { name: 'New', email: 'new@example.org' },
        { name: 'Only a name' },
        { name: 'new again', email: 'new@example.org' },
      ],
    });
    const id = result.ok ? result.value.id : '';
    const newcomer = await open.db
      .selectFrom('people')
      .select(['id', 'name', 'email_verified'])
      .where('email', '=', 'new@example.org')
      .executeTakeFirstOrThrow();
    expect(newcomer).toMatchObject({ name: 'New', email_verified: 0 });
    expect((await findSession(open.db, eventId, id))?.leads).toEqual(
      [
        { personId: ada, name: 'Ada' },
        { personId: grace, name: 'Grace H.' },
        { personId: newcomer.id, name: 'New' },
        { personId: null, name: 'Only a name' },
      ].map((lead) => ({ ...lead, id: expect.any(String) as unknown })),
    );
    const mails = await open.db
      .selectFrom('messages')
      .select(['to_email', 'template', 'locale', 'text'])
      .orderBy('to_email')
      .execute();
    expect(mails).toMatchObject([
      { to_email: 'grace@example.org', template: 'added-as-lead', locale: 'de' },
      { to_email: 'new@example.org', template: 'added-as-lead', locale: 'en' },
    ]);
    expect(mails[1]?.text).toContain(`/sessions/${id}`);
  });

  it('hints at sessions with an equal headline, and takes it nevertheless', async () => {
    const other = await addSession(open.db, eventId, 'BOOT: fast!');
    await addSession(open.db, eventId, 'boot fast', { withdrawn_at: '2026-03-01T00:00:00.000Z' });
    await addSession(open.db, (await addEvent(open.db)).id, 'boot fast');
    const result = await proposeSession(needs(), person(ada), { eventId, headline: 'Boot fast' });
    expect(result).toMatchObject({ value: { alike: [{ id: other, headline: 'BOOT: fast!' }] } });
  });

  it('is refused on a day that is closed, and on any day when all are; organisers still may', async () => {
    const closed = await addDay(open.db, eventId, '2026-04-28');
    const other = await addDay(open.db, eventId, '2026-04-29');
    const close = (id: Id) =>
      open.db
        .updateTable('event_days')
        .set({ proposing_closed_at: '2026-03-01T00:00:00.000Z' })
        .where('id', '=', id)
        .execute();
    await close(closed);
    const propose = (who: Id, dayId: Id | null) =>
      proposeSession(needs(), person(who), { eventId, headline: 'Late', dayId });
    expect(await propose(ada, closed)).toMatchObject({
      error: { code: 'proposing-closed', params: { dates: '2026-04-28' } },
    });
    expect((await propose(ada, other)).ok).toBe(true);
    expect((await propose(ada, null)).ok).toBe(true);
    await close(other);
    expect(await propose(ada, null)).toMatchObject({ error: { code: 'proposing-closed' } });
    expect((await propose(organiser, closed)).ok).toBe(true);
  });

  it('is refused to whoever has no place', async () => {
    const stranger = await addPerson(open.db, 'Stranger');
    const waiting = await addPerson(open.db, 'Waiting');
    await addInvitation(open.db, eventId, waiting, 'waitlisted');
    const propose = { eventId, headline: 'Mine' };
    expect(await proposeSession(needs(), visitor, propose)).toMatchObject({
      error: { code: 'sign-in-needed' },
    });
    expect(await proposeSession(needs(), person(stranger), propose)).toMatchObject({
      error: { code: 'not-allowed' },
    });
    expect(await proposeSession(needs(), person(waiting), propose)).toMatchObject({
      error: { code: 'not-allowed' },
    });
    expect(await proposeSession(needs(), person(ada), { ...propose, eventId: newId() })).toMatchObject({
      error: { code: 'not-found' },
    });
    expect(await sessions()).toEqual([]);
  });

  it('says which field is wrong', async () => {
    const otherEvent = await addEvent(open.db);
    const foreignDay = await addDay(open.db, otherEvent.id);
    const foreignSlot = await addSlot(open.db, otherEvent.id, foreignDay, [
      '2026-04-28T01:00:00.000Z',
      '2026-04-28T02:00:00.000Z',
    ]);
    const fields = async (input: object) => {
      const result = await proposeSession(needs(), person(ada), { eventId, headline: 'Fine', ...input });
      return result.ok ? [] : result.error.fields.map((field) => `${field.path} ${field.code}`);
    };
    expect(await fields({ headline: '   ' })).toEqual(['headline required']);
    expect(await fields({ headline: 'x'.repeat(121) })).toEqual(['headline too-long']);
    expect(await fields({ headline: 'a\u202eb', problem: 'a\u0000b' })).toEqual([
      'headline direction-override',
      'problem control-characters',
    ]);
    expect(await fields({ problem: 'x'.repeat(10_001) })).toEqual(['problem too-long']);
    expect(await fields({ length: 4 })).toEqual(['length too-large']);
    expect(await fields({ length: 'two' })).toEqual(['length not-a-number']);
    expect(await fields({ needs: ['jacuzzi'] })).toEqual(['needs.0 not-a-choice']);
    expect(await fields({ leads: [{ name: 'A', email: 'a@' }] })).toEqual(['leads.0.email not-an-email']);
    expect(await fields({ leads: [{ name: '', email: 'a@example.org' }] })).toEqual([
      'leads.0.name required',
    ]);
    expect(await fields({ dayId: foreignDay })).toEqual(['dayId not-a-choice']);
    expect(await fields({ unavailableSlotIds: [foreignSlot] })).toEqual(['unavailableSlotIds not-a-choice']);
    expect(await fields({ color: 'red' })).toEqual(['color unknown-field']);
    expect(await sessions()).toEqual([]);
  });

  it('lets an organiser write it down for somebody else, who must be named', async () => {
    const propose = (input: object) =>
      proposeSession(needs(), person(organiser), { eventId, headline: 'Heard', iLead: false, ...input });
    expect(await propose({})).toMatchObject({ error: { fields: [{ path: 'leads', code: 'required' }] } });
    const result = await propose({ leads: [{ name: 'Shy' }] });
    const found = await findSession(open.db, eventId, result.ok ? result.value.id : '');
    expect(found?.leads.map((lead) => lead.name)).toEqual(['Shy']);
    // A participant always leads what they propose.
    const own = await proposeSession(needs(), person(ada), { eventId, headline: 'Own', iLead: false });
    expect((await findSession(open.db, eventId, own.ok ? own.value.id : ''))?.leads).toMatchObject([
      { personId: ada },
    ]);
  });

  it('happens once when the form is sent twice', async () => {
    const twice = { ...needs(), idempotencyKey: 'form-1' };
    const [first, second] = await Promise.all([
      proposeSession(twice, person(ada), { eventId, headline: 'Once' }),
      proposeSession(twice, person(ada), { eventId, headline: 'Once' }),
    ]);
    expect(first).toEqual(second);
    expect(await sessions()).toEqual([{ headline: 'Once' }]);
  });

  it('is open to the product itself, which leads nothing', async () => {
    const result = await proposeSession(needs(), system('sample'), {
      eventId,
      headline: 'Sample',
      leads: [{ name: 'Ada' }],
    });
    const found = await findSession(open.db, eventId, result.ok ? result.value.id : '');
    expect(found).toMatchObject({ proposedBy: null, leads: [{ personId: null, name: 'Ada' }] });
  });
});
