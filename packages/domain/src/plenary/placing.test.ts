import { scoreSchedule } from '@plenary/scheduler/score.ts';
import { solve } from '@plenary/scheduler/solve.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf } from '../kernel/action.ts';
import { person, visitor } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { pinSession } from '../schedule/pin-session.ts';
import { releaseSchedule } from '../schedule/release-schedule.ts';
import { takeSchedule } from '../schedule/take-schedule.ts';
import { addDay, addEvent, addSession, addSlot } from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { goToStep } from './go-to-step.ts';
import { holdCell } from './hold-cell.ts';
import { letLeadsPlace } from './let-leads-place.ts';
import { nextPitch } from './next-pitch.ts';
import { openPlenary } from './open-plenary.ts';
import { placeOwnSession } from './place-own-session.ts';
import type { PlenaryStep } from './plenary-tables.ts';
import { preparePlenaryRun } from './prepare-plenary-run.ts';
import { readPlenary } from './read-plenary.ts';

onBothEngines('placing in a plenary', (fresh) => {
  let open: OpenDatabase;
  let draft: SmallDraft;
  let clock: SetClock;

  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
    clock = new SetClock('2026-04-28T01:30:00Z');
    const { eventId, dayId } = draft;
    valueOf(await openPlenary(needs(), draft.organiser, { eventId, dayId }));
  });
  afterEach(() => open.close());

  const needs = () => ({ ...draft.needs, clock });
  const go = (from: PlenaryStep, to: PlenaryStep) =>
    goToStep(needs(), draft.organiser, { eventId: draft.eventId, from, to });
  const prepare = () => preparePlenaryRun({ db: open.db, clock }, draft.organiser, draft.eventId);
  const allow = (allowed = true) =>
    letLeadsPlace(needs(), draft.organiser, { eventId: draft.eventId, allowed });
  const placeOwn = (personId: Id, sessionId: Id, to: { slotId: Id; areaId: Id } | null) =>
    placeOwnSession(needs(), person(personId), { eventId: draft.eventId, sessionId, to });
  const hold = (personId: Id, sessionId: Id, to: { slotId: Id; areaId: Id }) =>
    holdCell(needs(), person(personId), { eventId: draft.eventId, sessionId, ...to });

  it('runs the scheduler on what was said, in the slots of today that have not begun', async () => {
    const tomorrow = await addDay(open.db, draft.eventId, '2026-04-29');
    await addSlot(open.db, draft.eventId, tomorrow, ['2026-04-29T02:00:00.000Z', '2026-04-29T03:00:00.000Z']);
    const one = await draft.ledSession('One', draft.ann);
    const absent = await draft.ledSession('Nobody there', draft.bob);
    valueOf(await go('write', 'pitch'));
    const pitch = (from: Id | null, was: 'pitched' | 'skipped') =>
      nextPitch(needs(), draft.organiser, { eventId: draft.eventId, from, was });
    valueOf(await pitch(null, 'pitched'));
    valueOf(await pitch(one, 'pitched'));
    valueOf(await pitch(absent, 'skipped'));
    await expect(prepare()).rejects.toMatchObject({ code: 'wrong-state' });
    valueOf(await go('pitch', 'place'));
    clock.set('2026-04-28T02:30:00Z'); // the first slot runs
    const { problem } = await prepare();
    expect(problem.sessions.map(({ id, slots }) => [id, slots])).toEqual([[one, [draft.slots[1]]]]);
  });

  it('leaves alone what is published, pinned, on another day or has begun, and what it gives can be taken', async () => {
    const tomorrow = await addDay(open.db, draft.eventId, '2026-04-29');
    const later = await addSlot(open.db, draft.eventId, tomorrow, [
      '2026-04-29T02:00:00.000Z',
      '2026-04-29T03:00:00.000Z',
    ]);
    const area = draft.areas[0] ?? '';
    const published = await draft.ledSession('Published', draft.ann);
    valueOf(await draft.place(published, draft.at(1, 1)));
    valueOf(await releaseSchedule(needs(), draft.organiser, { eventId: draft.eventId, number: 1, note: '' }));
    const dayTwo = await draft.ledSession('Day two', draft.bob);
    valueOf(await draft.place(dayTwo, { slotId: later, areaId: area }));
    const pinned = await draft.ledSession('Pinned', draft.bob);
    valueOf(await draft.place(pinned, draft.at(0, 1)));
    valueOf(
      await pinSession(needs(), draft.organiser, { eventId: draft.eventId, sessionId: pinned, pinned: true }),
    );
    const fresh = await draft.ledSession('Fresh', draft.ann);
    valueOf(await go('write', 'pitch'));
    valueOf(await go('pitch', 'place'));
    const { problem, initial, draftVersion } = await prepare();
    expect(initial.map((one) => one.session).toSorted()).toEqual([published, dayTwo, pinned].toSorted());
    const { placements } = solve(problem, { seed: 1, iterations: 2000 });
    expect(scoreSchedule(problem, { placements }).hard).toBe(0);
    valueOf(
      await takeSchedule(needs(), draft.organiser, {
        eventId: draft.eventId,
        draftVersion,
        placements: placements.map(({ session, slot, area: to }) => ({ session, slot, area: to })),
      }),
    );
    const view = await readPlenary({ db: open.db, clock }, draft.eventId);
    expect(new Map(view?.day?.placed.map((one) => [one.sessionId, [one.slotId, one.areaId]]))).toEqual(
      new Map([
        [published, [draft.slots[1], draft.areas[1]]],
        [pinned, [draft.slots[0], draft.areas[1]]],
        [fresh, [draft.slots[0], draft.areas[0]]], // Ann cannot be in two places
      ]),
    );
  });

  it('is for organisers to run', async () => {
    valueOf(await go('write', 'place'));
    const asked = preparePlenaryRun({ db: open.db, clock }, draft.participant, draft.eventId);
    await expect(asked).rejects.toMatchObject({ code: 'not-allowed' });
  });

  it('lets leads place their own, when the organiser lets them', async () => {
    const one = await draft.ledSession('One', draft.ann);
    valueOf(await go('write', 'place'));
    expect(await placeOwn(draft.ann, one, draft.at(0, 0))).toMatchObject({ error: { code: 'wrong-state' } });
    valueOf(await allow());
    expect(await placeOwn(draft.bob, one, draft.at(0, 0))).toMatchObject({ error: { code: 'not-allowed' } });
    valueOf(await placeOwn(draft.ann, one, draft.at(0, 0)));
    valueOf(await placeOwn(draft.ann, one, draft.at(1, 1)));
    expect(await draft.cells()).toEqual([[one, 1, 1]]);
    valueOf(await placeOwn(draft.ann, one, null));
    expect(await draft.cells()).toEqual([]);
    valueOf(await allow(false));
    expect(await placeOwn(draft.ann, one, draft.at(0, 0))).toMatchObject({ error: { code: 'wrong-state' } });
  });

  it('displaces nobody, and says why a cell cannot be had', async () => {
    const [one, two] = [await draft.ledSession('One', draft.ann), await draft.ledSession('Two', draft.ann)];
    const screen = await draft.ledSession('Screen', draft.bob, { needs: '["screen"]' });
    valueOf(await go('write', 'place'));
    valueOf(await allow());
    valueOf(await placeOwn(draft.ann, one, draft.at(0, 0)));
    for (const refused of [
      await placeOwn(draft.ann, two, draft.at(0, 1)), // Ann is elsewhere
      await placeOwn(draft.ann, two, draft.at(0, 0)), // taken
      await hold(draft.bob, screen, draft.at(1, 0)), // no screen
    ])
      expect(refused).toMatchObject({ error: { code: 'move-refused' } });
    expect(await draft.cells()).toEqual([[one, 0, 0]]);
  });

  it('keeps a cell for a minute for who looks at it, one for each session', async () => {
    const [one, two] = [await draft.ledSession('One', draft.ann), await draft.ledSession('Two', draft.bob)];
    await draft.say(draft.bob, one, 'want');
    valueOf(await go('write', 'place'));
    valueOf(await allow());
    const held = valueOf(await hold(draft.ann, one, draft.at(0, 0)));
    expect(held).toMatchObject({
      until: '2026-04-28T01:31:00.000Z',
      gained: { people: 2 },
      lost: { people: 0 },
    });
    const taken = { error: { code: 'already-taken', params: { name: 'Ann' } } };
    expect(await hold(draft.bob, two, draft.at(0, 0))).toMatchObject(taken);
    expect(await placeOwn(draft.bob, two, draft.at(0, 0))).toMatchObject(taken);
    valueOf(await hold(draft.ann, one, draft.at(1, 0))); // lets go of the first
    valueOf(await hold(draft.bob, two, draft.at(0, 0)));
    clock.forward({ seconds: 61 });
    valueOf(await hold(draft.bob, two, draft.at(1, 0))); // Ann's is over
    valueOf(await placeOwn(draft.bob, two, draft.at(1, 0)));
    expect(await open.db.selectFrom('cell_holds').select('session_id').execute()).toEqual([]);
  });

  it('is for today: neither slots that have begun nor other days, events or visitors', async () => {
    const one = await draft.ledSession('One', draft.ann);
    const tomorrow = await addDay(open.db, draft.eventId, '2026-04-29');
    const later = await addSlot(open.db, draft.eventId, tomorrow, [
      '2026-04-29T02:00:00.000Z',
      '2026-04-29T03:00:00.000Z',
    ]);
    valueOf(await go('write', 'place'));
    valueOf(await allow());
    clock.set('2026-04-28T02:00:00Z');
    const areaId = draft.areas[0] ?? '';
    for (const to of [draft.at(0, 0), { slotId: later, areaId }])
      expect(await placeOwn(draft.ann, one, to)).toMatchObject({ error: { code: 'wrong-state' } });
    const elsewhere = await addSession(open.db, (await addEvent(open.db)).id, 'Elsewhere');
    expect(await placeOwn(draft.ann, elsewhere, draft.at(1, 0))).toMatchObject({
      error: { code: 'not-found' },
    });
    const input = { eventId: draft.eventId, sessionId: one, to: draft.at(1, 0) };
    expect(await placeOwnSession(needs(), visitor, input)).toMatchObject({
      error: { code: 'sign-in-needed' },
    });
  });

  it('two who want the same cell at the same moment: one has it', async () => {
    const [one, two] = [await draft.ledSession('One', draft.ann), await draft.ledSession('Two', draft.bob)];
    valueOf(await go('write', 'place'));
    valueOf(await allow());
    const results = await Promise.all([
      placeOwn(draft.ann, one, draft.at(0, 0)),
      placeOwn(draft.bob, two, draft.at(0, 0)),
    ]);
    expect(results.map((result) => result.ok).toSorted()).toEqual([false, true]);
    expect(await draft.cells()).toHaveLength(1);
  });
});
