import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import type { Needs } from '../kernel/action.ts';
import { person, type Actor } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
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
import { draftBoard, priceCells } from './draft-board.ts';
import { eventProblem, problemToSolve } from './event-problem.ts';
import { pinSession } from './pin-session.ts';
import { placeSession } from './place-session.ts';
import { publishedSchedule } from './published-schedule.ts';
import { recentDraftMoves } from './draft-moves.ts';
import { comingRelease, listReleases } from './release-changes.ts';
import { releaseRecipients } from './release-recipients.ts';
import { releaseSchedule } from './release-schedule.ts';
import { startSolverRun } from './solver-run.ts';
import { takeSchedule } from './take-schedule.ts';
import { undoMove } from './undo-move.ts';

onBothEngines('the schedule', (fresh) => {
  let open: OpenDatabase;
  let needs: Needs;
  let organiser: Actor;
  let participant: Actor;
  let eventId: Id;
  let slots: Id[];
  let areas: Id[];
  let ann: Id;
  let bob: Id;

  beforeEach(async () => {
    open = await fresh();
    needs = {
      db: open.db,
      clock: new SetClock(),
      site: { origin: 'http://localhost:3000', secret: 'x'.repeat(40) },
    };
    const event = await addEvent(open.db);
    eventId = event.id;
    const day = await addDay(open.db, eventId);
    slots = [
      await addSlot(open.db, eventId, day, ['2026-04-28T02:00:00.000Z', '2026-04-28T03:00:00.000Z']),
      await addSlot(open.db, eventId, day, ['2026-04-28T03:00:00.000Z', '2026-04-28T04:00:00.000Z']),
    ];
    areas = [
      await addArea(open.db, eventId, '1'),
      await addArea(open.db, eventId, '2', { seats: 1, features: '["screen"]' }),
    ];
    const olga = await addPerson(open.db, 'Olga');
    await addOrganiser(open.db, eventId, olga);
    organiser = person(olga);
    [ann, bob] = [await addPerson(open.db, 'Ann'), await addPerson(open.db, 'Bob')];
    for (const one of [ann, bob]) await addInvitation(open.db, eventId, one, 'confirmed');
    participant = person(bob);
  });
  afterEach(() => open.close());

  const at = (slot: number, area: number) => ({ slotId: slots[slot] ?? '', areaId: areas[area] ?? '' });
  const place = (
    sessionId: Id,
    to: ReturnType<typeof at> | null,
    from: ReturnType<typeof at> | null = null,
    swapWith?: Id,
  ) => placeSession(needs, organiser, { eventId, sessionId, to, from, ...(swapWith && { swapWith }) });
  async function ledSession(headline: string, lead: Id, more = {}): Promise<Id> {
    const sessionId = await addSession(open.db, eventId, headline, more);
    await addLead(open.db, sessionId, lead, 'Lead');
    return sessionId;
  }
  async function say(personId: Id, sessionId: Id, level: 'want' | 'must'): Promise<void> {
    await open.db
      .insertInto('interest')
      .values({
        session_id: sessionId,
        person_id: personId,
        event_id: eventId,
        level,
        can_help_lead: 0,
        said_at: '2026-03-01T00:00:00.000Z',
      })
      .execute();
  }
  const cells = async () =>
    (await eventProblem(open.db, eventId)).placements.map(({ session, slot, area }) => [
      session,
      slots.indexOf(slot),
      areas.indexOf(area),
    ]);

  it('places, moves, swaps and takes off, and every step can be undone', async () => {
    const [one, two] = [await ledSession('One', ann), await ledSession('Two', bob)];
    expect(await place(one, at(0, 0))).toMatchObject({ ok: true });
    expect(await place(two, at(1, 1))).toMatchObject({ ok: true });
    expect(await place(one, at(1, 1), at(0, 0), two)).toMatchObject({ ok: true });
    expect(await cells()).toEqual([
      [one, 1, 1],
      [two, 0, 0],
    ]);
    expect(await place(two, null, at(0, 0))).toMatchObject({ ok: true });
    expect(await cells()).toEqual([[one, 1, 1]]);
    expect(await recentDraftMoves(open.db, eventId, 2)).toMatchObject([
      { kind: 'remove', by: 'Olga', sessions: [two] },
      { kind: 'swap', by: 'Olga', sessions: [one, two] },
    ]);
    const undo = () => undoMove(needs, organiser, { eventId });
    expect(await undo()).toMatchObject({ ok: true, value: { kind: 'remove' } });
    expect(await undo()).toMatchObject({ ok: true, value: { kind: 'swap' } });
    expect(await cells()).toEqual([
      [one, 0, 0],
      [two, 1, 1],
    ]);
    await undo();
    await undo();
    expect(await cells()).toEqual([]);
    expect(await undo()).toMatchObject({ error: { code: 'nothing-to-undo' } });
  });

  it('never puts a lead in two places, and says whom and where', async () => {
    const [one, two] = [await ledSession('One', ann), await ledSession('Two', ann)];
    await place(one, at(0, 0));
    expect(await place(two, at(0, 1))).toMatchObject({
      error: { code: 'move-refused', subject: [{ kind: 'lead-clash', person: 'Ann', session: 'One' }] },
    });
    expect(await cells()).toEqual([[one, 0, 0]]);
  });

  it('refuses a taken cell, a missing feature and a session too long for the day, each by its name', async () => {
    const [one, long] = [
      await ledSession('One', ann),
      await ledSession('Long', bob, { length: 2, needs: '["screen"]' }),
    ];
    await place(one, at(0, 0));
    expect(await place(long, at(0, 0))).toMatchObject({
      error: {
        subject: expect.arrayContaining([
          { kind: 'missing-feature', feature: 'screen' },
          { kind: 'cell-taken', session: 'One' },
        ]),
      },
    });
    expect(await place(long, at(1, 1))).toMatchObject({ error: { subject: [{ kind: 'leaves-day' }] } });
    expect(await place(long, at(0, 1))).toMatchObject({ ok: true });
    expect(
      await open.db.selectFrom('placement_cells').select('slot_id').where('session_id', '=', long).execute(),
    ).toHaveLength(2);
  });

  it('refuses a move of a session that somebody else has moved since', async () => {
    const one = await ledSession('One', ann);
    await place(one, at(0, 0));
    expect(await place(one, at(1, 0), null)).toMatchObject({
      error: { code: 'stale', subject: { placement: { session: one, slot: slots[0] } } },
    });
  });

  it('gives a cell to one of two organisers who grab it at the same moment', async () => {
    const [one, two] = [await ledSession('One', ann), await ledSession('Two', bob)];
    const results = await Promise.all([place(one, at(0, 0)), place(two, at(0, 0))]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.find((result) => !result.ok)).toMatchObject({ error: { code: 'move-refused' } });
    expect(await cells()).toHaveLength(1);
  });

  it('keeps a pinned session in its cell until it is loosened', async () => {
    const one = await ledSession('One', ann);
    expect(await pinSession(needs, organiser, { eventId, sessionId: one, pinned: true })).toMatchObject({
      error: { code: 'wrong-state' },
    });
    await place(one, at(0, 0));
    await pinSession(needs, organiser, { eventId, sessionId: one, pinned: true });
    expect(await place(one, at(1, 0), at(0, 0))).toMatchObject({ error: { subject: [{ kind: 'pinned' }] } });
    const { problem } = await eventProblem(open.db, eventId);
    expect(problem.sessions[0]?.pin).toEqual({ slot: slots[0], area: areas[0] });
    await pinSession(needs, organiser, { eventId, sessionId: one, pinned: false });
    expect(await place(one, at(1, 0), at(0, 0))).toMatchObject({ ok: true });
  });

  it('refuses everybody but organisers, and sessions, slots and areas of another event', async () => {
    const one = await ledSession('One', ann);
    const input = { eventId, sessionId: one, to: at(0, 0), from: null };
    expect(await placeSession(needs, participant, input)).toMatchObject({ error: { code: 'not-allowed' } });
    expect(await pinSession(needs, participant, { eventId, sessionId: one, pinned: true })).toMatchObject({
      error: { code: 'not-allowed' },
    });
    expect(await undoMove(needs, participant, { eventId })).toMatchObject({ error: { code: 'not-allowed' } });
    expect(
      await takeSchedule(needs, participant, { eventId, draftVersion: 1, placements: [] }),
    ).toMatchObject({ error: { code: 'not-allowed' } });
    expect(await releaseSchedule(needs, participant, { eventId, number: 1 })).toMatchObject({
      error: { code: 'not-allowed' },
    });
    const other = await addEvent(open.db);
    const foreign = await addSession(open.db, other.id, 'Foreign');
    expect(await place(foreign, at(0, 0))).toMatchObject({ error: { code: 'not-found' } });
    const foreignArea = await addArea(open.db, other.id, '1');
    expect(await place(one, { slotId: slots[0] ?? '', areaId: foreignArea })).toMatchObject({
      error: { code: 'not-found' },
    });
  });

  it('says what each cell would cost: interest gained, clashes, and the swap with whoever is there', async () => {
    const [one, two] = [await ledSession('One', ann), await ledSession('Two', bob)];
    await place(two, at(0, 0));
    const priced = await priceCells(open.db, eventId, one);
    expect(priced).toHaveLength(4);
    expect(priced.find((cell) => cell.slotId === slots[1] && cell.areaId === areas[0])?.price).toMatchObject({
      ok: true,
      served: 100,
    });
    const taken = priced.find((cell) => cell.slotId === slots[0] && cell.areaId === areas[0]);
    expect(taken?.price).toEqual({ ok: false, refusals: [{ kind: 'cell-taken', session: 'Two' }] });
    expect(taken?.swap).toMatchObject({ sessionId: two, price: { ok: true } });
  });

  it('is computed in a thread, taken as the draft, and refused when the draft has changed meanwhile', async () => {
    const ids = [await ledSession('One', ann), await ledSession('Two', ann), await ledSession('Three', bob)];
    const idea = await addSession(open.db, eventId, 'An idea', { wants_lead: 1 });
    const task = await eventProblem(open.db, eventId);
    const run = startSolverRun(
      { problem: problemToSolve(task), initial: [], seed: 1, seconds: 0.3 },
      () => undefined,
    );
    const solution = await run.done;
    expect(solution.score.hard).toBe(0);
    expect(solution.placements.map((one) => one.session).toSorted()).toEqual(ids.toSorted());
    expect(solution.placements.map((one) => one.session)).not.toContain(idea);
    const input = { eventId, draftVersion: task.draftVersion, placements: [...solution.placements] };
    expect(await takeSchedule(needs, organiser, { ...input, draftVersion: 99 })).toMatchObject({
      error: { code: 'stale' },
    });
    expect(await takeSchedule(needs, organiser, input)).toMatchObject({ ok: true, value: { changed: 3 } });
    const both = [at(0, 0), at(0, 1)].map((cell, n) => ({
      session: ids[n] ?? '',
      slot: cell.slotId,
      area: cell.areaId,
    }));
    const { draftVersion } = await eventProblem(open.db, eventId);
    expect(await takeSchedule(needs, organiser, { eventId, draftVersion, placements: both })).toMatchObject({
      error: { code: 'move-refused' },
    });
    expect(await cells()).toHaveLength(3);
  });

  it('is released with a number, a note and what changed; each person concerned gets one mail', async () => {
    const [one, two] = [await ledSession('One', ann), await ledSession('Two', ann)];
    await say(bob, one, 'must');
    await say(bob, two, 'want');
    await place(one, at(0, 0));
    await place(two, at(1, 0));
    expect(await publishedSchedule(open.db, eventId)).toMatchObject({ release: null, sessions: [] });
    expect(await releaseSchedule(needs, organiser, { eventId, number: 1, note: 'First' })).toMatchObject({
      value: { number: 1, changes: 2, told: 0 },
    });
    expect(await releaseSchedule(needs, organiser, { eventId, number: 2 })).toMatchObject({
      error: { code: 'nothing-to-release' },
    });

    await place(two, null, at(1, 0));
    expect(
      (await publishedSchedule(open.db, eventId)).sessions.map((row) => [row.headline, row.areaLabel]),
    ).toEqual([
      ['One', '1'],
      ['Two', '1'],
    ]);
  });

  it('tells each person once of everything that moved or was cancelled', async () => {
    const [one, two] = [await ledSession('One', ann), await ledSession('Two', ann)];
    await say(bob, one, 'must');
    await say(bob, two, 'want');
    await place(one, at(0, 0));
    await place(two, at(1, 0));
    await releaseSchedule(needs, organiser, { eventId, number: 1 });
    await place(one, at(0, 1), at(0, 0));
    await place(two, null, at(1, 0));
    expect(await releaseSchedule(needs, organiser, { eventId, number: 1 })).toMatchObject({
      error: { code: 'stale' },
    });
    const coming = await comingRelease(open.db, eventId);
    const recipients = (await releaseRecipients(open.db, eventId, coming.changes)).toSorted((a, b) =>
      a.person.id < b.person.id ? -1 : 1,
    );
    expect(await releaseSchedule(needs, organiser, { eventId, number: 2, note: 'Moved' })).toMatchObject({
      value: { number: 2, changes: 2, told: 2 },
    });
    const mails = await open.db
      .selectFrom('messages')
      .select(['person_id', 'template', 'text'])
      .orderBy('person_id')
      .execute();
    expect(mails.map((mail) => [mail.person_id, mail.template])).toEqual(
      [ann, bob].toSorted().map((id) => [id, 'sessions-moved']),
    );
    expect(recipients.map((one) => [one.person.id, one.changes.length])).toEqual(
      [ann, bob].toSorted().map((id) => [id, 2]),
    );
    for (const mail of mails) {
      expect(mail.text).toContain('“One” is now');
      expect(mail.text).toContain('“Two” is cancelled.');
    }
    const [latest] = await listReleases(open.db, eventId);
    expect(latest).toMatchObject({ number: 2, note: 'Moved', by: 'Olga' });
    expect(latest?.changes.map((change) => [change.headline, change.change])).toEqual([
      ['One', 'moved'],
      ['Two', 'cancelled'],
    ]);
  });

  it('shows the board with reasons and worth', async () => {
    const [one] = [
      await ledSession('One', ann),
      await ledSession('Nowhere', bob, { needs: '["quiet"]' }),
      await ledSession('Elsewhere', ann),
    ];
    await place(one, at(0, 0));
    const board = await draftBoard(open.db, eventId);
    expect(board).toMatchObject({
      score: { hard: 0, served: 100 },
      lastMove: { kind: 'place', by: 'Olga', sessions: [one] },
    });
    expect(board.sessions.map((session) => [session.headline, session.reason])).toEqual([
      ['One', null],
      [
        'Nowhere',
        {
          free: 0,
          obstacles: [
            { refusal: { kind: 'missing-feature', feature: 'quiet' }, cells: 4 },
            { refusal: { kind: 'cell-taken' }, cells: 1 },
          ],
        },
      ],
      [
        'Elsewhere',
        {
          free: 2,
          obstacles: [
            { refusal: { kind: 'lead-clash', person: 'Ann', session: 'One' }, cells: 2 },
            { refusal: { kind: 'cell-taken' }, cells: 1 },
          ],
        },
      ],
    ]);
    expect(board.bound).toBeGreaterThanOrEqual(board.score.served);
  });
});
