import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { sayInterest } from '../interest/say-interest.ts';
import { valueOf } from '../kernel/action.ts';
import { person, type Actor } from '../kernel/actor.ts';
import { timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { releaseSchedule } from '../schedule/release-schedule.ts';
import { addDay, addInvitation, addOrganiser, addPerson, addSlot } from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { closePlenary } from './close-plenary.ts';
import { countHands } from './count-hands.ts';
import { goToStep } from './go-to-step.ts';
import { nextPitch } from './next-pitch.ts';
import { openPlenary } from './open-plenary.ts';
import { orderPitch } from './order-pitch.ts';
import { leftAt } from './plenary-clock.ts';
import { KeptPlenaries, readPlenary } from './read-plenary.ts';
import { setClock } from './set-clock.ts';
import { writeDownProposal } from './write-down-proposal.ts';

onBothEngines('a plenary', (fresh) => {
  let open: OpenDatabase;
  let draft: SmallDraft;
  let clock: SetClock;
  let helper: Actor;

  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
    clock = new SetClock('2026-04-28T01:00:00Z');
    const helperId = await addPerson(open.db, 'Hal');
    await addOrganiser(open.db, draft.eventId, helperId, 'helper');
    helper = person(helperId);
  });
  afterEach(() => open.close());

  const needs = () => ({ ...draft.needs, clock });
  const begin = (dayId = draft.dayId) => openPlenary(needs(), helper, { eventId: draft.eventId, dayId });
  const go = (from: 'write' | 'pitch' | 'merge' | 'place' | 'publish', to: typeof from) =>
    goToStep(needs(), helper, { eventId: draft.eventId, from, to });
  const next = (from: Id | null, more: { was?: 'skipped'; sessionId?: Id } = {}) =>
    nextPitch(needs(), helper, { eventId: draft.eventId, from, ...more });
  const view = async () => {
    const found = await readPlenary({ db: open.db, clock }, draft.eventId);
    if (!found) throw new Error('no plenary is open');
    return found;
  };
  const headlines = async () => (await view()).queue.map((pitch) => pitch.headline);
  const seconds = async (which: 'clock' | 'pitchClock') => {
    const left = leftAt((await view()).plenary[which], timestamp(clock.now()));
    return left === null ? null : left / 1000;
  };

  it('opens at writing with a quarter of an hour, once a day', async () => {
    const first = valueOf(await begin());
    expect((await view()).plenary).toMatchObject({ step: 'write', date: '2026-04-28', currentId: null });
    expect(await seconds('clock')).toBe(900);
    expect(valueOf(await begin())).toEqual(first);
    expect(await open.db.selectFrom('plenaries').select('id').execute()).toEqual([{ id: first.plenaryId }]);
  });

  it('is one at a time, and of a day that has slots for sessions', async () => {
    const tomorrow = await addDay(open.db, draft.eventId, '2026-04-29');
    expect(await begin(tomorrow)).toMatchObject({ error: { code: 'invalid-input' } });
    await addSlot(open.db, draft.eventId, tomorrow, ['2026-04-29T02:00:00.000Z', '2026-04-29T03:00:00.000Z']);
    valueOf(await begin());
    expect(await begin(tomorrow)).toMatchObject({
      error: { code: 'wrong-state', params: { date: '2026-04-28' } },
    });
    for (const _ of [1, 2]) valueOf(await closePlenary(needs(), helper, { eventId: draft.eventId }));
    expect(await begin(tomorrow)).toMatchObject({ ok: true });
  });

  it('is opened again where it was closed', async () => {
    const { plenaryId } = valueOf(await begin());
    valueOf(await go('write', 'merge'));
    valueOf(await closePlenary(needs(), helper, { eventId: draft.eventId }));
    expect(await readPlenary({ db: open.db, clock }, draft.eventId)).toBeUndefined();
    expect(await go('merge', 'place')).toMatchObject({ error: { code: 'wrong-state' } });
    expect(valueOf(await begin())).toEqual({ plenaryId });
    expect((await view()).plenary).toMatchObject({ step: 'merge', closedAt: null });
  });

  it('goes one step when two tap at the same time, and back when somebody wants', async () => {
    valueOf(await begin());
    const [one, two] = await Promise.all([go('write', 'pitch'), go('write', 'pitch')]);
    expect([one.ok, two.ok].toSorted()).toEqual([false, true]);
    expect([one, two].find((result) => !result.ok)).toMatchObject({
      error: { code: 'stale', params: { step: 'pitch' } },
    });
    expect(await go('pitch', 'write')).toMatchObject({ ok: true });
    expect(await seconds('clock')).toBe(900);
  });

  it('shares the time among the pitches, and what one leaves over among the others', async () => {
    for (const headline of ['One', 'Two', 'Three', 'Four', 'Five'])
      await draft.ledSession(headline, draft.ann, {
        proposed_at: `2026-03-0${headline.length}T00:00:00.000Z`,
      });
    valueOf(await begin());
    valueOf(await go('write', 'pitch'));
    clock.forward({ minutes: 10 }); // nobody has begun: the clock stands
    const first = valueOf(await next(null));
    expect([await seconds('clock'), await seconds('pitchClock')]).toEqual([1500, 300]);
    clock.forward({ seconds: 60 });
    valueOf(await next(first.sessionId));
    expect([await seconds('clock'), await seconds('pitchClock')]).toEqual([1440, 360]);
  });

  it('stands still while it is paused, and the next pitch waits for the clock too', async () => {
    for (const headline of ['One', 'Two']) await draft.ledSession(headline, draft.ann);
    valueOf(await begin());
    valueOf(await go('write', 'pitch'));
    const { sessionId } = valueOf(await next(null));
    clock.forward({ seconds: 100 });
    const set = (what: Parameters<typeof setClock>[2]) => setClock(needs(), helper, what);
    for (const _ of [1, 2]) valueOf(await set({ eventId: draft.eventId, do: 'pause' }));
    clock.forward({ minutes: 30 });
    expect([await seconds('clock'), await seconds('pitchClock')]).toEqual([1400, 650]);
    valueOf(await next(sessionId));
    clock.forward({ minutes: 30 });
    expect([await seconds('clock'), await seconds('pitchClock')]).toEqual([1400, 1400]);
    valueOf(await set({ eventId: draft.eventId, do: 'resume' }));
    clock.forward({ seconds: 10 });
    expect([await seconds('clock'), await seconds('pitchClock')]).toEqual([1390, 1390]);
    valueOf(await set({ eventId: draft.eventId, do: 'add', minutes: 5 }));
    expect(await seconds('clock')).toBe(1690);
  });

  it('calls one after the other; who is not there is skipped and can be called again', async () => {
    const [one, two] = [await draft.ledSession('One', draft.ann), await draft.ledSession('Two', draft.bob)];
    valueOf(await begin());
    expect(await next(null)).toMatchObject({ error: { code: 'wrong-state' } });
    valueOf(await go('write', 'pitch'));
    expect(valueOf(await next(null))).toEqual({ sessionId: one });
    expect(await next(null)).toMatchObject({ error: { code: 'stale' } });
    expect(valueOf(await next(one, { was: 'skipped' }))).toEqual({ sessionId: two });
    expect(valueOf(await next(two))).toEqual({ sessionId: null });
    const states = async () => (await view()).queue.map(({ headline, state }) => [headline, state]);
    expect(await states()).toEqual([
      ['One', 'skipped'],
      ['Two', 'pitched'],
    ]);
    expect(valueOf(await next(null, { sessionId: one }))).toEqual({ sessionId: one });
    valueOf(await go('pitch', 'merge'));
    expect(await states()).toEqual([
      ['One', 'pitched'],
      ['Two', 'pitched'],
    ]);
  });

  it('two who call the next pitch at the same time skip nobody', async () => {
    const [one, two] = [await draft.ledSession('One', draft.ann), await draft.ledSession('Two', draft.bob)];
    await draft.ledSession('Three', draft.ann);
    valueOf(await begin());
    valueOf(await go('write', 'pitch'));
    valueOf(await next(null));
    const results = await Promise.all([next(one), next(one)]);
    expect(results.filter((result) => result.ok).map((result) => valueOf(result))).toEqual([
      { sessionId: two },
    ]);
    expect((await view()).plenary.currentId).toBe(two);
  });

  it('keeps the order that was made; what comes later goes behind it', async () => {
    const ids = new Map<string, Id>();
    for (const headline of ['One', 'Two', 'Three'])
      ids.set(headline, await draft.ledSession(headline, draft.ann));
    valueOf(await begin());
    const order = (headline: string, before: string | null) =>
      orderPitch(needs(), helper, {
        eventId: draft.eventId,
        sessionId: ids.get(headline) ?? '',
        before: before === null ? null : (ids.get(before) ?? ''),
      });
    valueOf(await order('Three', 'Two'));
    expect(await headlines()).toEqual(['One', 'Three', 'Two']);
    await draft.ledSession('Four', draft.ann);
    expect(await headlines()).toEqual(['One', 'Three', 'Two', 'Four']);
    valueOf(await order('One', null));
    expect(await headlines()).toEqual(['Three', 'Two', 'Four', 'One']);
    const unknown = { eventId: draft.eventId, sessionId: ids.get('One') ?? '', before: draft.eventId };
    expect(await orderPitch(needs(), helper, unknown)).toMatchObject({ error: { code: 'not-found' } });
    expect(await order('Nobody', null)).toMatchObject({ error: { code: 'invalid-input' } });
  });

  it('counts the hands that are up, leads not among them, and takes the number of the room', async () => {
    const one = await draft.ledSession('One', draft.ann);
    await draft.say(draft.ann, one, 'must');
    valueOf(await begin());
    const hand = (level: 'want' | 'unanswered') =>
      sayInterest(needs(), draft.participant, { eventId: draft.eventId, sessionId: one, level });
    valueOf(await hand('want'));
    const count = (counted: number | null) =>
      countHands(needs(), helper, { eventId: draft.eventId, sessionId: one, counted });
    valueOf(await count(17));
    expect((await view()).queue).toMatchObject([{ hands: 1, counted: 17 }]);
    valueOf(await hand('unanswered'));
    valueOf(await count(null));
    expect((await view()).queue).toMatchObject([{ hands: 0, counted: null }]);
    for (const wrong of [-1, 1.5, 1e6, Number.NaN])
      expect([wrong, await count(wrong)]).toMatchObject([wrong, { error: { code: 'invalid-input' } }]);
  });

  it('brings what found no place first tomorrow, and nothing that has one', async () => {
    const [one, two] = [await draft.ledSession('One', draft.ann), await draft.ledSession('Two', draft.bob)];
    const tomorrow = await addDay(open.db, draft.eventId, '2026-04-29');
    await addSlot(open.db, draft.eventId, tomorrow, ['2026-04-29T02:00:00.000Z', '2026-04-29T03:00:00.000Z']);
    await draft.ledSession('Only tomorrow', draft.bob, { day_id: tomorrow });
    valueOf(await begin());
    expect(await headlines()).toEqual(['One', 'Two']);
    valueOf(await go('write', 'place'));
    valueOf(await draft.place(one, draft.at(0, 0)));
    valueOf(await releaseSchedule(needs(), draft.organiser, { eventId: draft.eventId, number: 1, note: '' }));
    expect(await headlines()).toEqual(['One', 'Two']); // they were here
    valueOf(await closePlenary(needs(), helper, { eventId: draft.eventId }));
    await draft.ledSession('New', draft.ann, { proposed_at: '2026-02-01T00:00:00.000Z' });
    valueOf(await begin(tomorrow));
    expect(
      (await view()).queue.map(({ sessionId, headline, carried }) => [sessionId === two, headline, carried]),
    ).toEqual([
      [true, 'Two', true],
      [false, 'New', false],
      [false, 'Only tomorrow', false],
    ]);
  });

  it('takes what is said on the floor; a name that one participant has is that person', async () => {
    valueOf(await begin());
    const say = (headline: string, name: string) =>
      writeDownProposal(needs(), helper, { eventId: draft.eventId, headline, name });
    for (const [headline, name] of [
      ['One', 'ann'],
      ['Two', 'Grace'],
      ['Three', 'Bob'],
    ] as const)
      valueOf(await say(headline, name));
    const bobToo = await addPerson(open.db, 'Bob');
    await addInvitation(open.db, draft.eventId, bobToo, 'confirmed');
    valueOf(await say('Four', 'Bob')); // which of the two? a name only
    const leads = (await view()).queue.map((pitch) => [
      pitch.headline,
      pitch.leads.map((lead) => lead.personId),
    ]);
    expect(Object.fromEntries(leads)).toEqual({
      One: [draft.ann],
      Two: [null],
      Three: [draft.bob],
      Four: [null],
    });
    expect(await say('', '')).toMatchObject({ error: { code: 'invalid-input' } });
  });

  it('is told to everybody who takes part, and is the same after a restart', async () => {
    await draft.ledSession('One', draft.ann);
    valueOf(await begin());
    valueOf(await go('write', 'pitch'));
    valueOf(await next(null));
    const told = await open.db.selectFrom('changes').select(['kind', 'audience']).orderBy('seq').execute();
    expect(told).toEqual(
      Array.from({ length: 3 }, () => ({ kind: 'plenary.changed', audience: 'participants' })),
    );
    const kept = new KeptPlenaries();
    const first = await kept.of({ db: open.db, clock }, draft.eventId);
    expect(first).toEqual(await view());
    expect(await kept.of({ db: open.db, clock }, draft.eventId)).toBe(first);
    valueOf(await go('pitch', 'merge'));
    expect((await kept.of({ db: open.db, clock }, draft.eventId))?.plenary.step).toBe('merge');
  });

  it('takes the same statements for one pitch and for three', async () => {
    valueOf(await begin());
    const counts: number[] = [];
    for (const step of ['write', 'merge', 'place'] as const) {
      if (step !== 'write') valueOf(await go((await view()).plenary.step, step));
      await draft.ledSession('One', draft.ann);
      const one = await countStatements(open.db, (db) => readPlenary({ db, clock }, draft.eventId));
      for (const headline of ['Two', 'Three']) await draft.ledSession(headline, draft.ann);
      expect(await countStatements(open.db, (db) => readPlenary({ db, clock }, draft.eventId))).toBe(one);
      counts.push(one);
    }
    expect(counts).toEqual([6, 8, 13]);
  });
});
