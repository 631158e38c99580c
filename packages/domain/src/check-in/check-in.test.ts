import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { checkInCode, codeDigest, readCheckInCode } from '../invitations/check-in-code.ts';
import { invitationToken } from '../invitations/invitation-link.ts';
import type { InvitationState } from '../invitations/invitation-tables.ts';
import { valueOf } from '../kernel/action.ts';
import { person, visitor, type Actor } from '../kernel/actor.ts';
import { newId } from '../kernel/ids.ts';
import { addEvent, addInvitation, addOrganiser, addPerson } from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { arrive } from './arrive.ts';
import { checkIn } from './check-in.ts';
import { doorCode } from './door-code.ts';
import { attendance, doorList } from './door-queries.ts';
import { setWalkIns } from './set-walk-ins.ts';
import { walkIn } from './walk-in.ts';

const SECRET = 'x'.repeat(40);
/** Nine in the morning in Shanghai. */
const NINE = '2026-04-28T01:00:00Z';
const DAY = '2026-04-28';

onBothEngines('check-in', (fresh) => {
  let open: OpenDatabase;
  let eventId: string;
  let clock: SetClock;
  let hanna: Actor;
  let igor: Actor;
  let organiser: Actor;
  beforeEach(async () => {
    open = await fresh();
    clock = new SetClock(NINE);
    eventId = (await addEvent(open.db, { capacity: 2 })).id;
    hanna = await withRole('Hanna', 'helper');
    igor = await withRole('Igor', 'helper');
    organiser = await withRole('Olga', 'organiser');
  });
  afterEach(() => open.close());

  const needs = () => ({ db: open.db, clock, site: { origin: 'http://localhost:3000', secret: SECRET } });
  const code = (id: string) => checkInCode(SECRET, id);

  async function withRole(name: string, role: 'helper' | 'organiser'): Promise<Actor> {
    const id = await addPerson(open.db, name);
    await addOrganiser(open.db, eventId, id, role);
    return person(id);
  }

  async function add(name: string, state: InvitationState, of = eventId): Promise<string> {
    return addInvitation(open.db, of, await addPerson(open.db, name), state, { name });
  }

  type Mark = Parameters<typeof checkIn>[2]['marks'][number];
  async function mark(actor: Actor, more: Partial<Mark>) {
    const marks = [{ key: newId(), kind: 'here' as const, ...more }];
    const [answer] = valueOf(await checkIn(needs(), actor, { eventId, marks }));
    return { outcome: answer?.outcome, name: answer?.name, since: answer?.since, by: answer?.by };
  }

  async function stateOf(id: string): Promise<string | undefined> {
    return (await open.db.selectFrom('invitations').select('state').where('id', '=', id).executeTakeFirst())
      ?.state;
  }
  const list = async (day = DAY) => doorList(open.db, SECRET, await eventOrThrow(open.db, eventId), day);
  const messages = () => open.db.selectFrom('messages').select('id').execute();

  it('takes the same code twice as one arrival, and says since when and who said so', async () => {
    const ada = await add('Ada', 'confirmed');
    expect(await mark(hanna, { code: code(ada) })).toEqual({
      outcome: 'here',
      name: 'Ada',
      since: null,
      by: null,
    });
    clock.forward({ minutes: 12 });
    expect(await mark(igor, { code: code(ada) })).toEqual({
      ...{ outcome: 'already-here', name: 'Ada' },
      ...{ since: '2026-04-28T01:00:00.000Z', by: 'Hanna' },
    });
    expect(
      (await list()).map(({ name, arrivedAt, arrivedBy, leftAt }) => [name, arrivedAt, arrivedBy, leftAt]),
    ).toEqual([['Ada', '2026-04-28T01:00:00.000Z', 'Hanna', null]]);
    const steps = await open.db.selectFrom('invitation_steps').select('state').execute();
    expect(steps.map((step) => step.state)).toEqual(['attended']);
    expect(await messages()).toEqual([]);
  });

  it('takes it back, and somebody who left comes back', async () => {
    const ada = await add('Ada', 'confirmed');
    const said = { invitationId: ada };
    expect(await mark(hanna, { ...said, kind: 'left' })).toMatchObject({ outcome: 'not-here' });
    await mark(hanna, said);
    clock.forward({ minutes: 1 });
    expect(await mark(hanna, { ...said, kind: 'undo' })).toMatchObject({ outcome: 'undone' });
    expect(await stateOf(ada)).toBe('confirmed');
    clock.forward({ minutes: 1 });
    expect(await mark(hanna, said)).toMatchObject({ outcome: 'here' });
    clock.forward({ hours: 3 });
    expect(await mark(hanna, { ...said, kind: 'left' })).toMatchObject({ outcome: 'left' });
    expect(await stateOf(ada)).toBe('attended');
    clock.forward({ minutes: 1 });
    expect(await mark(igor, said)).toMatchObject({ outcome: 'here' });
    expect(await messages()).toEqual([]);
  });

  it('says of each other code what it is, and lets nobody in with it', async () => {
    const elsewhere = await add('Eve', 'confirmed', (await addEvent(open.db)).id);
    const declined = await add('Dan', 'declined');
    const ada = await add('Ada', 'confirmed');
    expect(await mark(hanna, { code: code(elsewhere) })).toMatchObject({
      outcome: 'another-event',
      name: '',
    });
    expect(await mark(hanna, { invitationId: elsewhere })).toMatchObject({ outcome: 'unknown', name: '' });
    expect(await mark(hanna, { code: code(declined) })).toMatchObject({ outcome: 'no-place', name: 'Dan' });
    for (const wrong of [
      'x',
      `${ada}.${'A'.repeat(22)}`,
      invitationToken(SECRET, ada),
      checkInCode('other', ada),
    ])
      expect([wrong, (await mark(hanna, { code: wrong })).outcome]).toEqual([wrong, 'unknown']);
    expect(await mark(hanna, {})).toMatchObject({ outcome: 'unknown' });
    expect([await stateOf(elsewhere), await stateOf(declined), await stateOf(ada)]).toEqual([
      ...['confirmed', 'declined', 'confirmed'],
    ]);
    expect(readCheckInCode(SECRET, code(ada))).toBe(ada);
    expect((await list()).map((one) => one.digest)).toEqual([codeDigest(SECRET, ada)]);
  });

  it('refuses everybody but helpers and organisers', async () => {
    const ada = await add('Ada', 'confirmed');
    const marks = [{ key: 'a', kind: 'here' as const, invitationId: ada }];
    const asked = async (actor: Actor) => {
      const result = await checkIn(needs(), actor, { eventId, marks });
      return result.ok ? 'yes' : result.error.code;
    };
    expect(await asked(visitor)).toBe('sign-in-needed');
    expect(await asked(person(await addPerson(open.db, 'Stranger')))).toBe('not-allowed');
    expect(await asked({ kind: 'link-holder', invitationId: ada })).toBe('not-allowed');
    expect(await asked(organiser)).toBe('yes');
  });

  it('merges what two helpers kept while away, in either order and sent twice, by age and not by clock', async () => {
    const [ada, bob] = [await add('Ada', 'confirmed'), await add('Bob', 'confirmed')];
    const ago = (minutes: number) => minutes * 60;
    // Hanna saw Ada an hour ago, Igor half an hour ago; Igor took Bob back after Hanna had checked him in.
    const hannas = [
      { key: 'h1', kind: 'here' as const, code: code(ada), secondsAgo: ago(60) },
      { key: 'h2', kind: 'here' as const, invitationId: bob, secondsAgo: ago(50) },
    ];
    const igors = [
      { key: 'i1', kind: 'here' as const, invitationId: ada, secondsAgo: ago(30) },
      { key: 'i2', kind: 'undo' as const, invitationId: bob, secondsAgo: ago(20) },
    ];
    const sends: [Actor, typeof hannas | typeof igors][][] = [
      [
        [hanna, hannas],
        [igor, igors],
        [hanna, hannas],
      ],
      [
        [igor, igors],
        [igor, igors],
        [hanna, hannas],
      ],
    ];
    const seen: unknown[] = [];
    for (const order of sends) {
      await open.db.deleteFrom('door_marks').execute();
      await open.db.updateTable('invitations').set({ state: 'confirmed' }).execute();
      for (const [actor, marks] of order) valueOf(await checkIn(needs(), actor, { eventId, marks }));
      seen.push(
        (await list()).map(({ name, state, arrivedAt, arrivedBy }) => [name, state, arrivedAt, arrivedBy]),
      );
    }
    const expected = [
      ['Ada', 'attended', '2026-04-28T00:00:00.000Z', 'Hanna'],
      ['Bob', 'confirmed', null, null],
    ];
    expect(seen).toEqual([expected, expected]);
  });

  it('is asked anew on the second day, and an undo there leaves the first day as it was', async () => {
    const ada = await add('Ada', 'confirmed');
    await mark(hanna, { invitationId: ada });
    clock.forward({ days: 1 });
    expect(await mark(hanna, { invitationId: ada })).toMatchObject({ outcome: 'here' });
    clock.forward({ minutes: 1 });
    await mark(hanna, { invitationId: ada, kind: 'undo' });
    expect(await stateOf(ada)).toBe('attended');
    const [row] = await attendance(open.db, await eventOrThrow(open.db, eventId));
    expect(
      [...(row?.days ?? [])].map(([day, { arrivedAt }]) => [day, arrivedAt !== null]).toSorted(),
    ).toEqual([
      [DAY, true],
      ['2026-04-29', false],
    ]);
  });

  it('lists three people in as many statements as one', async () => {
    const event = await eventOrThrow(open.db, eventId);
    await mark(hanna, { invitationId: await add('Ada', 'confirmed') });
    const both = (db: typeof open.db) =>
      Promise.all([doorList(db, SECRET, event, DAY), attendance(db, event)]);
    const one = await countStatements(open.db, both);
    for (const name of ['Bob', 'Cleo']) await mark(hanna, { invitationId: await add(name, 'confirmed') });
    expect([one, await countStatements(open.db, both)]).toEqual([4, 4]);
    expect((await list()).map(({ name }) => name)).toEqual(['Ada', 'Bob', 'Cleo']);
  });

  it('lets people check themselves in with the code of the day, and of no other', async () => {
    const ada = await add('Ada', 'confirmed');
    const self: Actor = { kind: 'link-holder', invitationId: ada };
    const said = async (typed: string, actor: Actor = self, invitationId = ada) => {
      const result = await arrive(needs(), actor, { invitationId, code: typed });
      return result.ok ? 'here' : (result.error.fields[0]?.code ?? result.error.code);
    };
    const today = doorCode(SECRET, eventId, DAY);
    expect(today).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/);
    expect(await said(doorCode(SECRET, eventId, '2026-04-27'))).toBe('old-code');
    expect(await said(doorCode(SECRET, newId(), DAY))).toBe('wrong-code');
    expect(await stateOf(ada)).toBe('confirmed');
    const bob = await add('Bob', 'waitlisted');
    expect(await said(today, { kind: 'link-holder', invitationId: bob })).toBe('not-found');
    expect(await said(today, { kind: 'link-holder', invitationId: bob }, bob)).toBe('wrong-state');
    expect(await said(today, visitor)).toBe('sign-in-needed');
    expect(await said(` ${today.slice(0, 3).toLowerCase()} ${today.slice(3)}`)).toBe('here');
    clock.forward({ hours: 1 });
    expect(valueOf(await arrive(needs(), self, { invitationId: ada, code: today }))).toEqual({
      since: '2026-04-28T01:00:00.000Z',
    });
    expect((await list()).map((one) => one.arrivedBy)).toEqual(['Ada']);
  });

  it('lets walk-ins in by the rule of the organisers', async () => {
    const ask = async (name: string, email = '', actor = hanna) => {
      const result = await walkIn(needs(), actor, { eventId, name, email });
      return result.ok ? result.value.name : result.error.code;
    };
    const rule = (who: 'nobody' | 'while-free' | 'everybody', actor = organiser) =>
      setWalkIns(needs(), actor, { eventId, who });
    const holder = await add('Ada', 'confirmed');
    const asked = await add('Bob', 'waitlisted');
    const declined = await add('Dan', 'declined');
    const mailOf = async (id: string) =>
      (
        await open.db
          .selectFrom('invitations')
          .innerJoin('people', 'people.id', 'person_id')
          .select('email')
          .where('invitations.id', '=', id)
          .executeTakeFirstOrThrow()
      ).email;
    expect(await ask('Walter')).toBe('not-allowed');
    expect(await ask('Ada', await mailOf(holder))).toBe('Ada'); // has a place
    expect(await rule('while-free', hanna)).toMatchObject({ error: { code: 'not-allowed' } });
    valueOf(await rule('while-free'));
    expect(await ask('Walter', '', visitor)).toBe('sign-in-needed');
    expect(await ask('Dan', await mailOf(declined))).toBe('already-taken');
    expect(await ask('Walter')).toBe('Walter');
    expect(await ask('Bob', await mailOf(asked))).toBe('event-full');
    valueOf(await rule('everybody'));
    expect(await ask('Bob', await mailOf(asked))).toBe('Bob');
    expect((await list()).map(({ name, state }) => [name, state])).toEqual([
      ...[
        ['Ada', 'attended'],
        ['Bob', 'attended'],
        ['Walter', 'attended'],
      ],
    ]);
    expect(await messages()).toEqual([]);
  });

  it('frees the place of a walk-in that is taken back, and gives it again only while there is one', async () => {
    valueOf(await setWalkIns(needs(), organiser, { eventId, who: 'while-free' }));
    const { invitationId } = valueOf(await walkIn(needs(), hanna, { eventId, name: 'Walter' }));
    await add('Ada', 'confirmed');
    clock.forward({ minutes: 1 });
    await mark(hanna, { invitationId, kind: 'undo' });
    expect(await stateOf(invitationId)).toBe('requested');
    const other = await add('Bob', 'confirmed');
    clock.forward({ minutes: 1 });
    expect(await mark(igor, { invitationId })).toMatchObject({ outcome: 'no-place' });
    await open.db.deleteFrom('invitations').where('id', '=', other).execute();
    expect(await mark(igor, { invitationId })).toMatchObject({ outcome: 'here' });
    expect(await stateOf(invitationId)).toBe('attended');
  });
});
