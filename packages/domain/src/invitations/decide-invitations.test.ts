import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { changeEvent } from '../events/change-event.ts';
import { valueOf } from '../kernel/action.ts';
import { person, system, visitor, type Actor } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { addEvent, addInvitation, addOrganiser, addPerson } from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { findEvent } from '../events/event-queries.ts';
import { confirmInvitation } from './confirm-invitation.ts';
import { decideInvitations } from './decide-invitations.ts';
import { expireInvitations } from './expire-invitations.ts';
import { eventsDue, invitationMeters, invitationQueue } from './invitation-queries.ts';
import { invitationStatus, myInvitations } from './my-invitation-queries.ts';
import type { InvitationState } from './invitation-tables.ts';
import { noteInvitation } from './note-invitation.ts';
import { withdrawInvitation } from './withdraw-invitation.ts';

onBothEngines('deciding who comes', (fresh) => {
  let open: OpenDatabase;
  const clock = new SetClock();
  const site = { origin: 'https://events.example.org', secret: 'x'.repeat(43) };
  let eventId: Id;
  let organiser: Actor;
  let helper: Actor;
  beforeEach(async () => {
    clock.set('2026-03-02T10:00:00Z');
    open = await fresh();
    eventId = (await addEvent(open.db, { capacity: 2 })).id;
    organiser = await withRole('Organiser', 'organiser');
    helper = await withRole('Helper', 'helper');
  });
  afterEach(() => open.close());

  const needs = () => ({ db: open.db, clock, site });

  async function withRole(name: string, role: 'organiser' | 'helper'): Promise<Actor> {
    const personId = await addPerson(open.db, name);
    await addOrganiser(open.db, eventId, personId, role);
    return person(personId);
  }

  async function add(name: string, state: InvitationState, more = {}): Promise<Id> {
    return addInvitation(open.db, eventId, await addPerson(open.db, name), state, { name, ...more });
  }

  const decide = (
    ids: readonly Id[],
    decision: 'invite' | 'waitlist' | 'decline',
    more = {},
    actor = organiser,
  ) =>
    decideInvitations(needs(), actor, {
      eventId,
      invitations: ids.map((id) => ({ id, version: 1 })),
      decision,
      ...more,
    });
  const holder = (invitationId: Id): Actor => ({ kind: 'link-holder', invitationId });
  const confirm = (invitationId: Id) => confirmInvitation(needs(), holder(invitationId), { invitationId });
  const withdraw = (invitationId: Id) => withdrawInvitation(needs(), holder(invitationId), { invitationId });
  const stateOf = async (invitationId: Id) => (await invitationStatus(open.db, invitationId))?.state;
  const mails = async () =>
    (await open.db.selectFrom('messages').select('template').orderBy('id').execute()).map((m) => m.template);
  const letNextIn = () => open.db.updateTable('events').set({ invites_next_itself: 1 }).execute();

  it('invites several at once, with a time to confirm by and a mail each', async () => {
    const ids = [await add('Ada', 'requested'), await add('Bob', 'waitlisted')];
    expect(valueOf(await decide(ids, 'invite'))).toEqual({ decided: 2 });
    const [ada] = ids;
    expect(await invitationStatus(open.db, ada ?? '')).toMatchObject({
      state: 'invited',
      confirmBy: '2026-03-09T15:59:00.000Z', // the end of the seventh day in Shanghai
      steps: [{ state: 'invited', at: '2026-03-02T10:00:00.000Z' }],
    });
    expect(await mails()).toEqual(['invited', 'invited']);
    const mail = await open.db.selectFrom('messages').select('text').executeTakeFirst();
    expect(mail?.text).toContain('Monday, 9 March 2026 at 23:59 China Standard Time');
  });

  it('offers more than there are places only when told so', async () => {
    const ids = [await add('Ada', 'requested'), await add('Bob', 'requested'), await add('Eve', 'requested')];
    expect(await decide(ids, 'invite')).toMatchObject({
      error: {
        code: 'event-full',
        params: { offers: 3, places: 2 },
        subject: { offers: 3, places: 2, predicted: 2 },
      },
    });
    expect(await mails()).toEqual([]);
    expect(valueOf(await decide(ids, 'invite', { overInvite: true }))).toEqual({ decided: 3 });
  });

  it('does all or nothing', async () => {
    const [ada, eve] = [await add('Ada', 'requested'), await add('Eve', 'withdrawn')];
    expect(await decide([ada, eve], 'invite')).toMatchObject({ error: { code: 'wrong-state' } });
    expect(await stateOf(ada)).toBe('requested');
    expect(await mails()).toEqual([]);
  });

  it('refuses the second of two organisers who decide about one person', async () => {
    const ada = await add('Ada', 'requested');
    const both = await Promise.all([decide([ada], 'invite'), decide([ada], 'decline', { reason: 'Full' })]);
    expect(both.map((result) => (result.ok ? 'ok' : result.error.code)).toSorted()).toEqual(['ok', 'stale']);
    expect(await mails()).toHaveLength(1);
  });

  it('declines with a reason, which the person reads', async () => {
    const ada = await add('Ada', 'requested');
    expect(await decide([ada], 'decline')).toMatchObject({
      error: { fields: [{ path: 'reason', code: 'required' }] },
    });
    valueOf(await decide([ada], 'decline', { reason: 'No room for <b>engines</b>' }));
    const mail = await open.db.selectFrom('messages').select(['text', 'html']).executeTakeFirst();
    expect(mail?.text).toContain('No room for <b>engines</b>');
    expect(mail?.html).not.toContain('<b>engines</b>');
  });

  it('is for organisers, and about their own event', async () => {
    const ada = await add('Ada', 'requested');
    const elsewhere = await addInvitation(
      open.db,
      (await addEvent(open.db)).id,
      await addPerson(open.db, 'X'),
      'requested',
    );
    expect(await decide([ada], 'invite', {}, helper)).toMatchObject({ error: { code: 'not-allowed' } });
    expect(await decide([ada], 'invite', {}, visitor)).toMatchObject({ error: { code: 'sign-in-needed' } });
    expect(await decide([elsewhere], 'invite')).toMatchObject({ error: { code: 'not-found' } });
    const note = { eventId, invitationId: elsewhere, version: 1, note: 'x' };
    expect(await noteInvitation(needs(), organiser, note)).toMatchObject({ error: { code: 'not-found' } });
    expect(await expireInvitations(needs(), organiser, {})).toMatchObject({ error: { code: 'not-allowed' } });
  });

  it('puts the confirmation that is one too many on the waiting list, and says so', async () => {
    const ids = [await add('Ada', 'invited'), await add('Bob', 'invited'), await add('Eve', 'invited')];
    const states = [];
    for (const id of ids) states.push(valueOf(await confirm(id)).state);
    expect(states).toEqual(['confirmed', 'confirmed', 'waitlisted']);
    expect(await mails()).toEqual(['confirmed', 'confirmed', 'waitlisted']);
    expect(valueOf(await confirm(ids[0] ?? ''))).toEqual({ state: 'confirmed' });
    expect(await mails()).toHaveLength(3);
  });

  it('lets only the person and the holder of the link confirm and withdraw', async () => {
    const [ada, bob] = [await add('Ada', 'invited'), await add('Bob', 'invited')];
    const stranger = person(await addPerson(open.db, 'Stranger'));
    for (const action of [confirmInvitation, withdrawInvitation]) {
      expect(await action(needs(), holder(bob), { invitationId: ada })).toMatchObject({
        error: { code: 'not-found' },
      });
      expect(await action(needs(), stranger, { invitationId: ada })).toMatchObject({
        error: { code: 'not-found' },
      });
      expect(await action(needs(), organiser, { invitationId: ada })).toMatchObject({
        error: { code: 'not-found' },
      });
      expect(await action(needs(), visitor, { invitationId: ada })).toMatchObject({
        error: { code: 'sign-in-needed' },
      });
    }
    const status = await invitationStatus(open.db, ada);
    expect(
      await confirmInvitation(needs(), person(status?.personId ?? ''), { invitationId: ada }),
    ).toMatchObject({
      ok: true,
    });
  });

  it('refuses a confirmation that is late, or of a request that is no invitation', async () => {
    const late = await add('Ada', 'invited', { confirm_by: '2026-03-02T09:59:00.000Z' });
    expect(await confirm(late)).toMatchObject({ error: { code: 'wrong-state' } });
    expect(await stateOf(late)).toBe('invited');
    expect(await confirm(await add('Bob', 'requested'))).toMatchObject({ error: { code: 'wrong-state' } });
  });

  it('frees the place of somebody who withdraws at once, and invites who waited longest', async () => {
    const ada = await add('Ada', 'confirmed');
    await add('Bob', 'confirmed');
    const late = await add('Late', 'waitlisted', { waitlisted_at: '2026-03-02T00:00:00.000Z' });
    const early = await add('Early', 'waitlisted', { waitlisted_at: '2026-03-01T00:00:00.000Z' });
    expect(await invitationStatus(open.db, late)).toMatchObject({ waitingPosition: 2 });
    await letNextIn();
    valueOf(await withdraw(ada));
    expect([await stateOf(ada), await stateOf(early), await stateOf(late)]).toEqual([
      'withdrawn',
      'invited',
      'waitlisted',
    ]);
    expect(await mails()).toEqual(['withdrawn', 'invited']);
    expect(valueOf(await withdraw(ada))).toEqual({ state: 'withdrawn' });
  });

  it('leaves the waiting list to organisers who want to decide themselves', async () => {
    const ada = await add('Ada', 'confirmed');
    const bob = await add('Bob', 'waitlisted', { waitlisted_at: '2026-03-01T00:00:00.000Z' });
    valueOf(await withdraw(ada));
    expect(await stateOf(bob)).toBe('waitlisted');
  });

  it('lets an invitation that is not confirmed in time go to the next', async () => {
    await letNextIn();
    const on = '2026-03-09T15:59:00.000Z';
    const ada = await add('Ada', 'invited', { confirm_by: on });
    const bob = await add('Bob', 'invited', { confirm_by: '2026-03-20T00:00:00.000Z' });
    const eve = await add('Eve', 'waitlisted', { waitlisted_at: '2026-03-01T00:00:00.000Z' });
    const expire = async () => valueOf(await expireInvitations(needs(), system('expire'), {}));
    clock.set(on);
    expect(await eventsDue(open.db, on)).toEqual([]);
    expect(await expire()).toEqual({ expired: 0, invited: 0 });
    clock.set('2026-03-09T15:59:00.001Z');
    expect(await expire()).toEqual({ expired: 1, invited: 1 });
    expect([await stateOf(ada), await stateOf(bob), await stateOf(eve)]).toEqual([
      'expired',
      'invited',
      'invited',
    ]);
    expect(await expire()).toEqual({ expired: 0, invited: 0 });
    expect(await mails()).toEqual(['expired', 'invited']);
  });

  it('fills places that a larger capacity makes', async () => {
    await letNextIn();
    await add('Ada', 'confirmed');
    await add('Bob', 'confirmed');
    const eve = await add('Eve', 'waitlisted', { waitlisted_at: '2026-03-01T00:00:00.000Z' });
    expect(await eventsDue(open.db, '2026-03-02T10:00:00.000Z')).toEqual([]);
    valueOf(await changeEvent(needs(), organiser, { eventId, version: 1, capacity: 3 }));
    valueOf(await expireInvitations(needs(), system('expire'), {}));
    expect(await stateOf(eve)).toBe('invited');
  });

  it('keeps notes between organisers', async () => {
    const ada = await add('Ada', 'requested');
    const note = (version: number, actor = organiser) =>
      noteInvitation(needs(), actor, { eventId, invitationId: ada, version, note: 'Knows engines' });
    expect(valueOf(await note(1))).toEqual({ version: 2 });
    expect(await note(1)).toMatchObject({
      error: { code: 'stale', subject: { organiser_note: 'Knows engines', version: 2 } },
    });
    expect(await note(2, helper)).toMatchObject({ error: { code: 'not-allowed' } });
    expect(JSON.stringify(await invitationStatus(open.db, ada))).not.toContain('engines');
  });

  it('finds requests by words, state and whether somebody is new, in pages', async () => {
    await add('Ada 100%', 'requested', { requested_at: '2026-03-01T00:00:01.000Z', newcomer: 0 });
    await add('Bob', 'requested', { wants_to_work_on: 'Xen on RISC-V', organiser_note: '' });
    await add('Eve', 'confirmed', { affiliation: 'xenproject', requested_at: '2026-03-01T00:00:02.000Z' });
    const names = async (filter: object) => {
      const queue = await invitationQueue(open.db, eventId, filter);
      return [...queue.rows.map((row) => row.name), queue.total];
    };
    expect(await names({})).toEqual(['Bob', 'Ada 100%', 'Eve', 3]);
    expect(await names({ search: ' XEN' })).toEqual(['Bob', 'Eve', 2]);
    expect(await names({ search: '0%' })).toEqual(['Ada 100%', 1]);
    expect(await names({ search: '_' })).toEqual([0]);
    expect(await names({ search: 'bob.' })).toEqual(['Bob', 1]); // the mail address
    expect(await names({ states: ['requested'], newcomer: true })).toEqual(['Bob', 1]);
    expect(await names({ page: 2, perPage: 2 })).toEqual(['Eve', 3]);
  });

  it('takes as many queries for three requests as for one', async () => {
    const me = await addPerson(open.db, 'Me');
    const event = await findEvent(open.db, eventId);
    await addInvitation(open.db, eventId, me, 'requested');
    for (const more of [[], ['Bob', 'Eve']]) {
      for (const name of more) {
        await add(name, 'waitlisted');
        await addInvitation(open.db, (await addEvent(open.db)).id, me, 'requested');
      }
      expect(await countStatements(open.db, (db) => invitationQueue(db, eventId))).toBe(3);
      expect(await countStatements(open.db, async (db) => event && invitationMeters(db, event))).toBe(1);
      expect(await countStatements(open.db, (db) => myInvitations(db, me))).toBe(2);
    }
  });

  it('counts places, invited, confirmed and waiting, and predicts who will come', async () => {
    await add('A', 'confirmed', { newcomer: 0 });
    await add('B', 'confirmed', { newcomer: 1 });
    await add('C', 'invited', { newcomer: 1 });
    await add('D', 'attended');
    await add('E', 'waitlisted');
    const event = await findEvent(open.db, eventId);
    const meters = event && (await invitationMeters(open.db, event));
    expect(meters).toMatchObject({
      places: 2,
      taken: 3,
      counts: { requested: 0, waitlisted: 1, invited: 1, confirmed: 2, attended: 1 },
      predicted: { confirmed: 2.6, withInvited: 3.3 },
    });
  });
});
