import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf } from '../kernel/action.ts';
import { person, type Actor } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { addDay, addEvent, addInvitation, addOrganiser, addPerson, addSlot } from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { announceEvent } from './announce-event.ts';
import { cancelEvent } from './cancel-event.ts';
import { changeEvent } from './change-event.ts';
import { closeProposing } from './close-proposing.ts';
import { eventGrid, eventOrganisations, eventOrThrow, peopleWithRoles } from './event-queries.ts';
import { giveRole } from './give-role.ts';
import { setInterestVisibility } from './set-interest-visibility.ts';
import { setOrganisations } from './set-organisations.ts';
import { takeRole } from './take-role.ts';

onBothEngines('an event that exists', (fresh) => {
  let open: OpenDatabase;
  const clock = new SetClock();
  const site = { origin: 'https://events.example.org', secret: 'x'.repeat(32) };
  let eventId: Id;
  let organiserId: Id;
  let organiser: Actor;
  let helper: Actor;
  beforeEach(async () => {
    clock.set('2026-03-02T10:00:00Z');
    open = await fresh();
    eventId = (await addEvent(open.db, { slug: 'shanghai' })).id;
    organiserId = await addPerson(open.db, 'Organiser');
    organiser = person(organiserId);
    await addOrganiser(open.db, eventId, organiserId);
    const helperId = await addPerson(open.db, 'Helper');
    await addOrganiser(open.db, eventId, helperId, 'helper');
    helper = person(helperId);
  });
  afterEach(() => open.close());
  const needs = () => ({ db: open.db, clock, site });
  const change = (input: object, actor = organiser) =>
    changeEvent(needs(), actor, { eventId, version: 1, ...input });

  it('changes what is given and nothing else', async () => {
    const before = await eventOrThrow(open.db, eventId);
    valueOf(await change({ summary: 'New', topics: ['Xen', 'Rust'], invitesNextItself: true }));
    expect(await eventOrThrow(open.db, eventId)).toEqual({
      ...before,
      summary: 'New',
      topics: ['Xen', 'Rust'],
      invitesNextItself: true,
      version: 2,
    });
  });

  it('is not overwritten by somebody who saw an older version', async () => {
    valueOf(await change({ summary: 'First' }));
    const second = await change({ summary: 'Second' });
    expect(second).toMatchObject({ error: { code: 'stale', subject: { summary: 'First', version: 2 } } });
    expect((await eventOrThrow(open.db, eventId)).summary).toBe('First');
  });

  it('lets one of two changes at once through', async () => {
    const both = await Promise.all([change({ summary: 'A' }), change({ summary: 'B' })]);
    expect(both.map((result) => (result.ok ? 'ok' : result.error.code)).toSorted()).toEqual(['ok', 'stale']);
  });

  it('is changed by organisers only', async () => {
    expect(await change({ summary: 'x' }, helper)).toMatchObject({ error: { code: 'not-allowed' } });
    for (const action of [announceEvent, cancelEvent])
      expect(await action(needs(), helper, { eventId })).toMatchObject({ error: { code: 'not-allowed' } });
    const [hosts, sponsors] = [[], []];
    expect(await setOrganisations(needs(), helper, { eventId, version: 1, hosts, sponsors })).toMatchObject({
      error: { code: 'not-allowed' },
    });
    expect(await setInterestVisibility(needs(), helper, { eventId, open: true })).toMatchObject({
      error: { code: 'not-allowed' },
    });
  });

  it('says which field is wrong', async () => {
    const fields = async (input: object) => {
      const result = await change(input);
      return result.ok ? 'ok' : result.error.fields.map((field) => [field.path, field.code]);
    };
    await addDay(open.db, eventId);
    expect(await fields({ capacity: 'many', confirmDays: 0, shoeSize: 43 })).toEqual([
      ['capacity', 'not-a-number'],
      ['confirmDays', 'too-small'],
      ['shoeSize', 'unknown-field'],
    ]);
    expect(await fields({ capacity: '', noShowRegulars: true })).toEqual([
      ['capacity', 'required'],
      ['noShowRegulars', 'not-a-number'],
    ]);
    expect(await fields({ capacity: 1.5 })).toEqual([['capacity', 'not-a-number']]);
    expect(await fields({ cutOffAt: '2026-02-01T10:00' })).toEqual([['cutOffAt', 'before-start']]);
    expect(await fields({ cutOffAt: '2026-05-01T10:00' })).toEqual([['cutOffAt', 'too-late']]);
    expect(await fields({ topics: ['ok', ''] })).toEqual([['topics.1', 'required']]);
    await addEvent(open.db, { slug: 'other' });
    await open.db.updateTable('events').set({ announced_at: null }).where('id', '=', eventId).execute();
    expect(await fields({ slug: 'other' })).toEqual([['slug', 'taken']]);
  });

  it('keeps its address once people have it', async () => {
    expect(await change({ slug: 'elsewhere' })).toMatchObject({ error: { code: 'wrong-state' } });
  });

  it('cannot have fewer places than people who confirmed', async () => {
    for (const name of ['Ada', 'Bob'])
      await addInvitation(open.db, eventId, await addPerson(open.db, name), 'confirmed');
    expect(await change({ capacity: 1 })).toMatchObject({
      error: { fields: [{ path: 'capacity', code: 'too-small', params: { min: 2 } }] },
    });
    expect(await change({ capacity: 2 })).toMatchObject({ ok: true });
  });

  it('keeps the times on the wall when its zone is corrected', async () => {
    const day = await addDay(open.db, eventId);
    await addSlot(open.db, eventId, day, ['2026-04-28T01:00:00.000Z', '2026-04-28T02:00:00.000Z']);
    valueOf(await change({ zone: 'Europe/Berlin' }));
    const event = await eventOrThrow(open.db, eventId);
    expect([event.startsAt, event.endsAt, event.cutOffAt]).toEqual([
      '2026-04-28T07:00:00.000Z', // 09:00 in both
      '2026-04-28T08:00:00.000Z',
      '2026-04-12T21:59:00.000Z', // 23:59 in both
    ]);
  });

  it('is announced once it has a day', async () => {
    await open.db.updateTable('events').set({ announced_at: null }).where('id', '=', eventId).execute();
    expect(await announceEvent(needs(), organiser, { eventId })).toMatchObject({
      error: { code: 'wrong-state' },
    });
    await addDay(open.db, eventId);
    expect(valueOf(await announceEvent(needs(), organiser, { eventId }))).toEqual({
      announcedAt: '2026-03-02T10:00:00.000Z',
    });
  });

  it('tells everybody who waited or came when it is cancelled, once', async () => {
    const states = ['requested', 'confirmed', 'declined', 'withdrawn'] as const;
    for (const state of states)
      await addInvitation(open.db, eventId, await addPerson(open.db, state), state, { name: state });
    expect(valueOf(await cancelEvent(needs(), organiser, { eventId }))).toEqual({ told: 2 });
    expect(valueOf(await cancelEvent(needs(), organiser, { eventId }))).toEqual({ told: 0 });
    const mails = await open.db.selectFrom('messages').select(['template', 'text']).execute();
    expect(mails.map((mail) => mail.template)).toEqual(['event-cancelled', 'event-cancelled']);
    expect(mails[0]?.text).toContain('https://events.example.org/shanghai');
    clock.set('2026-06-01T00:00:00Z');
  });

  it('has hosts and sponsors in the order given', async () => {
    const list = {
      eventId,
      version: 1,
      hosts: [
        { name: 'B', url: '' },
        { name: 'A', url: 'https://a.example' },
      ],
      sponsors: [{ name: 'S' }],
    };
    valueOf(await setOrganisations(needs(), organiser, list));
    expect(await eventOrganisations(open.db, eventId)).toEqual([
      { role: 'host', name: 'B', url: '' },
      { role: 'host', name: 'A', url: 'https://a.example' },
      { role: 'sponsor', name: 'S', url: '' },
    ]);
    expect(await setOrganisations(needs(), organiser, list)).toMatchObject({ error: { code: 'stale' } });
    const evil = { ...list, version: 2, sponsors: [{ name: 'S', url: 'javascript:alert(1)' }] };
    expect(await setOrganisations(needs(), organiser, evil)).toMatchObject({
      error: { fields: [{ path: 'sponsors.0.url', code: 'not-a-link' }] },
    });
  });

  it('never loses its last organiser, also when two remove each other at once', async () => {
    const take = (actor: Actor, personId: Id) =>
      takeRole(needs(), actor, { eventId, personId, role: 'organiser' });
    expect(await take(organiser, organiserId)).toMatchObject({ error: { code: 'wrong-state' } });
    const given = valueOf(
      await giveRole(needs(), organiser, { eventId, email: 'New@Example.org', role: 'organiser' }),
    );
    const results = await Promise.all([
      take(organiser, given.personId),
      take(person(given.personId), organiserId),
    ]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    const left = (await peopleWithRoles(open.db, eventId)).filter((one) => one.role === 'organiser');
    expect(left).toHaveLength(1);
    expect(await giveRole(needs(), helper, { eventId, email: 'a@b.de', role: 'helper' })).toMatchObject({
      error: { code: 'not-allowed' },
    });
    expect(await giveRole(needs(), organiser, { eventId, email: 'nobody', role: 'helper' })).toMatchObject({
      ok: false,
    });
  });

  it('opens totals and closes proposing for a day, of its own', async () => {
    expect(valueOf(await setInterestVisibility(needs(), organiser, { eventId, open: true }))).toEqual({
      openedAt: '2026-03-02T10:00:00.000Z',
    });
    const dayId = await addDay(open.db, eventId);
    const closed = async () => (await eventGrid(open.db, eventId)).days[0]?.proposingClosedAt;
    valueOf(await closeProposing(needs(), organiser, { eventId, dayId, closed: true }));
    expect(await closed()).toBe('2026-03-02T10:00:00.000Z');
    valueOf(await closeProposing(needs(), organiser, { eventId, dayId, closed: false }));
    expect(await closed()).toBeNull();
    const otherDay = await addDay(open.db, (await addEvent(open.db)).id);
    const theirs = { eventId, dayId: otherDay, closed: true };
    expect(await closeProposing(needs(), organiser, theirs)).toMatchObject({ error: { code: 'not-found' } });
    expect(await closeProposing(needs(), helper, { eventId, dayId, closed: true })).toMatchObject({
      error: { code: 'not-allowed' },
    });
  });
});
