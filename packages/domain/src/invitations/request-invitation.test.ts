import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf } from '../kernel/action.ts';
import { person, visitor, type Actor } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { addEvent, addInvitation, addOrganiser, addPerson } from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { askAgain } from './ask-again.ts';
import { invitationLink } from './invitation-link.ts';
import { requestInvitation } from './request-invitation.ts';

onBothEngines('asking for an invitation', (fresh) => {
  let open: OpenDatabase;
  const clock = new SetClock();
  const site = { origin: 'https://events.example.org', secret: 'x'.repeat(43) };
  let eventId: Id;
  let seriesId: Id;
  beforeEach(async () => {
    clock.set('2026-03-02T10:00:00Z');
    open = await fresh();
    const event = await addEvent(open.db);
    [eventId, seriesId] = [event.id, event.series_id];
  });
  afterEach(() => open.close());

  const needs = () => ({ db: open.db, clock, site });
  const ask = (input: object = {}, actor: Actor = visitor) =>
    requestInvitation(needs(), actor, {
      eventId,
      name: 'Ada',
      email: 'ada@example.org',
      affiliation: 'Analytical',
      wantsToWorkOn: 'Engines',
      ...input,
    });
  const requests = () =>
    open.db
      .selectFrom('invitations')
      .select(['id', 'person_id', 'state', 'name', 'affiliation', 'wants_to_work_on', 'newcomer'])
      .orderBy('id')
      .execute();
  const mails = () =>
    open.db.selectFrom('messages').select(['to_email', 'template', 'text']).orderBy('id').execute();

  it('notes the request and mails the link to the address, and to nobody else', async () => {
    expect(valueOf(await ask())).toEqual({ invitationId: null });
    const [request, ...others] = await requests();
    expect(others).toEqual([]);
    expect(request).toMatchObject({
      state: 'requested',
      name: 'Ada',
      affiliation: 'Analytical',
      wants_to_work_on: 'Engines',
      newcomer: 1,
    });
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ to_email: 'ada@example.org', template: 'request-received' });
    expect(mail?.text).toContain(invitationLink(site, request?.id ?? ''));
  });

  it('twice leads to the same request, the same answer, and one mail an hour', async () => {
    const first = await ask();
    const second = await ask({ name: 'Mallory', email: ' ADA@example.org', affiliation: 'Evil' });
    expect(second).toEqual(first);
    expect((await requests()).map((request) => request.name)).toEqual(['Ada']);
    expect(await mails()).toHaveLength(1);
    clock.forward({ minutes: 61 });
    await ask();
    expect((await mails()).map((mail) => mail.template)).toEqual(['request-received', 'request-received']);
  });

  it('twice at once leads to one request', async () => {
    const both = await Promise.all([ask(), ask()]);
    expect(both.map((result) => result.ok)).toEqual([true, true]);
    expect(await requests()).toHaveLength(1);
  });

  it('as somebody who is signed in is for oneself, whatever the address field says', async () => {
    const me = await addPerson(open.db, 'Me');
    const { invitationId } = valueOf(await ask({ email: 'boss@example.org' }, person(me)));
    expect((await requests()).map((request) => [request.id, request.person_id])).toEqual([
      [invitationId, me],
    ]);
    expect(valueOf(await ask({}, person(me)))).toEqual({ invitationId });
  });

  it('brings a withdrawn request back for its person, not for a stranger who knows the address', async () => {
    const me = await addPerson(open.db, 'Me', { email: 'me@example.org' });
    const invitationId = await addInvitation(open.db, eventId, me, 'withdrawn');
    const state = async () => (await requests())[0]?.state;
    valueOf(await ask({ email: 'me@example.org' }));
    expect(await state()).toBe('withdrawn');
    valueOf(await askAgain(needs(), { kind: 'link-holder', invitationId }, { invitationId }));
    expect(await state()).toBe('requested');
    await open.db.updateTable('invitations').set({ state: 'expired' }).execute();
    valueOf(await ask({}, person(me)));
    expect(await state()).toBe('requested');
    const stranger = person(await addPerson(open.db, 'Stranger'));
    expect(await askAgain(needs(), stranger, { invitationId })).toMatchObject({
      error: { code: 'not-found' },
    });
  });

  it('knows who came to an earlier event of the series', async () => {
    const before = await addEvent(open.db, { series_id: seriesId });
    const elsewhere = await addEvent(open.db);
    const [regular, visitorElsewhere] = [await addPerson(open.db, 'R'), await addPerson(open.db, 'V')];
    await addInvitation(open.db, before.id, regular, 'attended');
    await addInvitation(open.db, before.id, visitorElsewhere, 'no-show');
    await addInvitation(open.db, elsewhere.id, visitorElsewhere, 'attended');
    await ask({}, person(regular));
    await ask({}, person(visitorElsewhere));
    const asked = await open.db
      .selectFrom('invitations')
      .select(['person_id', 'newcomer'])
      .where('event_id', '=', eventId)
      .orderBy('newcomer')
      .execute();
    expect(asked).toEqual([
      { person_id: regular, newcomer: 0 },
      { person_id: visitorElsewhere, newcomer: 1 },
    ]);
  });

  it('says why it is not possible: not yet, no longer, cancelled, unknown', async () => {
    const codeAt = async (now: string, more: object) => {
      clock.set(now);
      const event = await addEvent(open.db, more);
      const result = await ask({ eventId: event.id });
      return result.ok ? 'ok' : result.error.code;
    };
    expect(await codeAt('2026-02-01T00:00:00Z', {})).toBe('invitations-not-open');
    expect(await codeAt('2026-03-02T00:00:00Z', { invitations_open_at: null })).toBe('invitations-not-open');
    expect(await codeAt('2026-04-12T15:58:59.999Z', {})).toBe('ok');
    expect(await codeAt('2026-04-12T15:59:00Z', {})).toBe('invitations-closed');
    expect(await codeAt('2026-03-02T00:00:00Z', { cancelled_at: '2026-03-01T00:00:00.000Z' })).toBe(
      'wrong-state',
    );
    expect(await codeAt('2026-03-02T00:00:00Z', { announced_at: null })).toBe('not-found');
    const draft = await addEvent(open.db, { announced_at: null });
    const organiser = await addPerson(open.db, 'Organiser');
    await addOrganiser(open.db, draft.id, organiser);
    expect(await ask({ eventId: draft.id }, person(organiser))).toMatchObject({
      error: { code: 'invitations-not-open' },
    });
  });

  it('says which field is wrong', async () => {
    const fields = async (input: object) => {
      const result = await ask(input);
      return result.ok ? 'ok' : result.error.fields.map((field) => [field.path, field.code]);
    };
    expect(await fields({ name: '', email: 'nobody', wantsToWorkOn: 'x'.repeat(2001) })).toEqual([
      ['name', 'required'],
      ['email', 'not-an-email'],
      ['wantsToWorkOn', 'too-long'],
    ]);
    expect(await fields({ email: undefined })).toEqual([['email', 'required']]);
    expect(await fields({ affiliation: 'a\u0000b', name: 'a\u202eb' })).toEqual([
      ['name', 'direction-override'],
      ['affiliation', 'control-characters'],
    ]);
    expect(await requests()).toEqual([]);
  });
});
