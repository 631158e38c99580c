import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Db } from '../database/db.ts';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf } from '../kernel/action.ts';
import { person, visitor } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { withdrawSession } from '../sessions/withdraw-session.ts';
import { addDay, addEvent, addInvitation, addPerson, addSession, addSlot } from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { freeCells } from './free-cells.ts';
import { letTakeCells } from './let-take-cells.ts';
import { publishedSchedule } from './published-schedule.ts';
import { comingRelease } from './release-changes.ts';
import { releaseSchedule } from './release-schedule.ts';
import { takeFreeCell } from './take-free-cell.ts';

/** The first of the small draft's slots runs. */
const FIRST_RUNS = '2026-04-28T02:30:00Z';

onBothEngines('a free cell on the day', (fresh) => {
  let open: OpenDatabase;
  let draft: SmallDraft;
  let clock: SetClock;
  let third: Id;
  let running: Id;

  // Area 1 runs “Running”, and a third slot follows the two.
  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
    clock = new SetClock('2026-04-28T01:30:00Z');
    third = await addSlot(open.db, draft.eventId, draft.dayId, [
      '2026-04-28T04:00:00.000Z',
      '2026-04-28T05:00:00.000Z',
    ]);
    const cleo = await addPerson(open.db, 'Cleo');
    await addInvitation(open.db, draft.eventId, cleo, 'confirmed');
    running = await draft.ledSession('Running', cleo);
    valueOf(await draft.place(running, draft.at(0, 0)));
  });
  afterEach(() => open.close());

  const needs = () => ({ ...draft.needs, clock });
  const release = (number: number) =>
    releaseSchedule(needs(), draft.organiser, { eventId: draft.eventId, number, note: 'From the board' });
  const take = (who: Id, sessionId: Id, to: { slotId: Id; areaId: Id }) =>
    takeFreeCell(needs(), person(who), { eventId: draft.eventId, sessionId, to });
  const seen = async () =>
    (await publishedSchedule(open.db, draft.eventId)).sessions.map((one) => [
      one.headline,
      [...draft.slots, third].indexOf(one.slotId),
      one.areaLabel,
    ]);
  const begin = async () => {
    valueOf(await release(1));
    clock.set(FIRST_RUNS);
  };
  const mailed = () =>
    open.db.selectFrom('messages').select(['person_id as personId', 'text']).orderBy('person_id').execute();

  it('is taken by a lead, and everybody sees it at once', async () => {
    const late = await draft.ledSession('Late idea', draft.ann);
    await begin();
    expect(valueOf(await take(draft.ann, late, draft.at(1, 1)))).toEqual({ number: 2, told: 0 });
    expect(await seen()).toEqual([
      ['Running', 0, '1'],
      ['Late idea', 1, '2'],
    ]);
    expect(await draft.cells()).toEqual(
      [running, late].toSorted().map((one) => (one === late ? [late, 1, 1] : [running, 0, 0])),
    );
    expect((await comingRelease(open.db, draft.eventId)).changes).toEqual([]);
    expect(await mailed()).toEqual([]);
    expect(await open.db.selectFrom('calendar_entries').select('session_id').execute()).toHaveLength(2);
  });

  it('is where an own session moves to, and who leads or wants it gets one mail', async () => {
    const one = await draft.ledSession('One', draft.ann);
    await draft.say(draft.bob, one, 'must');
    valueOf(await draft.place(one, draft.at(1, 0)));
    await begin();
    expect(valueOf(await take(draft.ann, one, draft.at(1, 1)))).toEqual({ number: 2, told: 2 });
    expect(await seen()).toEqual([
      ['Running', 0, '1'],
      ['One', 1, '2'],
    ]);
    const mails = await mailed();
    expect(mails.map((mail) => mail.personId)).toEqual([draft.ann, draft.bob].toSorted());
    for (const mail of mails) expect(mail.text).toMatch(/“One” is now .* in area 2\./);
    expect(await take(draft.ann, one, draft.at(1, 1))).toMatchObject({
      error: { code: 'nothing-to-release' },
    });
  });

  it('leaves everything else of the draft a draft', async () => {
    const late = await draft.ledSession('Late idea', draft.ann);
    const canary = await draft.ledSession('Canary', draft.bob);
    valueOf(await draft.place(canary, draft.at(1, 0)));
    await begin();
    const secret = await draft.ledSession('Secret plan', draft.bob);
    valueOf(await draft.place(canary, { slotId: third, areaId: draft.areas[1] ?? '' }, draft.at(1, 0)));
    valueOf(await draft.place(secret, draft.at(1, 1)));
    valueOf(await take(draft.ann, late, { slotId: third, areaId: draft.areas[0] ?? '' }));
    expect(await seen()).toEqual([
      ['Running', 0, '1'],
      ['Canary', 1, '1'],
      ['Late idea', 2, '1'],
    ]);
    const { changes } = await comingRelease(open.db, draft.eventId);
    expect(changes.map((change) => [change.headline, change.change])).toEqual([
      ['Secret plan', 'new'],
      ['Canary', 'moved'],
    ]);
  });

  it('is free for everybody and in the draft, and a refusal tells nothing of the draft', async () => {
    const late = await draft.ledSession('Late idea', draft.ann);
    const canary = await draft.ledSession('Canary', draft.bob);
    valueOf(await draft.place(canary, draft.at(1, 0)));
    await begin();
    valueOf(await draft.place(canary, draft.at(1, 1), draft.at(1, 0)));
    const refused = await take(draft.ann, late, draft.at(1, 1)); // only the draft has it taken
    expect(refused).toMatchObject({ error: { code: 'already-taken' } });
    expect(JSON.stringify(refused)).not.toContain('Canary');
    expect(!refused.ok && refused.error.message).not.toContain('Canary');
    expect(await take(draft.ann, late, draft.at(1, 0))).toMatchObject({
      error: { code: 'move-refused', subject: [{ kind: 'cell-taken', session: 'Canary' }] }, // as everybody sees it
    });
    const cells = await freeCells(open.db, draft.eventId, late, '2026-04-28T02:30:00.000Z');
    expect(cells.map((cell) => [cell.slotId, cell.areaId])).toEqual(draft.areas.map((area) => [third, area]));
    const clash = await draft.ledSession('Also of Bob', draft.bob);
    expect(await take(draft.bob, clash, draft.at(1, 1))).toMatchObject({ error: { code: 'move-refused' } });
  });

  it('comes with its price: what people lose and gain as things are published', async () => {
    const [one, late] = [await draft.ledSession('One', draft.ann), await draft.ledSession('Late', draft.bob)];
    const dan = await addPerson(open.db, 'Dan');
    await addInvitation(open.db, draft.eventId, dan, 'confirmed');
    await draft.say(dan, one, 'want');
    await draft.say(dan, late, 'must');
    valueOf(await draft.place(one, draft.at(1, 0)));
    await begin();
    const cells = await freeCells(open.db, draft.eventId, late, '2026-04-28T02:30:00.000Z');
    expect(cells.map(({ slotId, price }) => [slotId, price.gained.people, price.lost.people])).toEqual([
      [draft.slots[1], 1, 0], // area 2 has one seat: Bob leads, Dan stands
      [third, 2, 0],
      [third, 1, 0],
    ]);
    expect(cells[0]?.price.served).toBeLessThan(cells[1]?.price.served ?? 0);
  });

  it('can be the one that a withdrawn session has left', async () => {
    const [gone, late] = [
      await draft.ledSession('Gone', draft.bob),
      await draft.ledSession('Late', draft.ann),
    ];
    valueOf(await draft.place(gone, draft.at(1, 0)));
    await begin();
    const { eventId } = draft;
    valueOf(await withdrawSession(needs(), person(draft.bob), { eventId, sessionId: gone, version: 1 }));
    valueOf(await take(draft.ann, late, draft.at(1, 0)));
    const { sessions } = await publishedSchedule(open.db, eventId);
    expect(sessions.map((one) => [one.headline, one.cancelled]).toSorted()).toEqual([
      ['Gone', true],
      ['Late', false],
      ['Running', false],
    ]);
    expect(await take(draft.bob, gone, draft.at(1, 1))).toMatchObject({ error: { code: 'wrong-state' } });
  });

  it('is on a day that is published, in a slot that has not begun, while the event is on', async () => {
    const late = await draft.ledSession('Late idea', draft.ann);
    const tomorrow = await addDay(open.db, draft.eventId, '2026-04-29');
    const unpublished = await addSlot(open.db, draft.eventId, tomorrow, [
      '2026-04-29T02:00:00.000Z',
      '2026-04-29T03:00:00.000Z',
    ]);
    const why = async (to: { slotId: Id; areaId: Id }, sessionId = late) => {
      const result = await take(draft.ann, sessionId, to);
      return result.ok ? 'taken' : [result.error.code, result.error.params['why']];
    };
    clock.set(FIRST_RUNS);
    expect(await why(draft.at(1, 0))).toEqual(['wrong-state', 'slot-closed']); // nothing is published
    clock.set('2026-04-28T01:30:00Z');
    valueOf(await release(1));
    expect(await why(draft.at(1, 0))).toEqual(['wrong-state', 'not-on']);
    clock.set(FIRST_RUNS);
    expect(await why({ slotId: unpublished, areaId: draft.areas[0] ?? '' })).toEqual([
      'wrong-state',
      'slot-closed',
    ]);
    expect(await why(draft.at(0, 1))).toEqual(['wrong-state', 'slot-closed']);
    const { eventId, organiser } = draft;
    expect(
      await takeFreeCell(needs(), organiser, { eventId, sessionId: running, to: draft.at(1, 0) }),
    ).toMatchObject({ error: { params: { why: 'begun' } } });
    expect(await why(draft.at(1, 0))).toBe('taken');
    clock.set('2026-05-02T00:00:00Z');
    expect(await freeCells(open.db, eventId, late, '2026-05-02T00:00:00.000Z')).toEqual([]);
    expect(await why({ slotId: third, areaId: draft.areas[0] ?? '' })).toEqual(['wrong-state', 'not-on']);
  });

  it('is for its leads, unless the organisers say that nobody takes cells; they always may', async () => {
    const late = await draft.ledSession('Late idea', draft.ann);
    await begin();
    const { eventId, organiser, participant } = draft;
    const input = { eventId, sessionId: late, to: draft.at(1, 0) };
    expect(await takeFreeCell(needs(), visitor, input)).toMatchObject({ error: { code: 'sign-in-needed' } });
    expect(await takeFreeCell(needs(), participant, input)).toMatchObject({ error: { code: 'not-allowed' } });
    expect(await letTakeCells(needs(), participant, { eventId, who: 'nobody' })).toMatchObject({
      error: { code: 'not-allowed' },
    });
    valueOf(await letTakeCells(needs(), organiser, { eventId, who: 'nobody' }));
    expect(await take(draft.ann, late, draft.at(1, 0))).toMatchObject({
      error: { code: 'wrong-state', params: { why: 'limited' } },
    });
    valueOf(await takeFreeCell(needs(), organiser, input));
    valueOf(await letTakeCells(needs(), organiser, { eventId, who: 'leads' }));
    valueOf(await take(draft.ann, late, draft.at(1, 1)));
  });

  it('is refused with what is not of this event, and with what is no choice', async () => {
    const late = await draft.ledSession('Late idea', draft.ann);
    await begin();
    const { eventId, organiser } = draft;
    const elsewhere = await addSession(open.db, (await addEvent(open.db)).id, 'Elsewhere');
    const [slotId, areaId] = [draft.slots[1] ?? '', draft.areas[0] ?? ''];
    for (const input of [
      { sessionId: elsewhere, to: { slotId, areaId } },
      { sessionId: late, to: { slotId: areaId, areaId } },
      { sessionId: late, to: { slotId, areaId: slotId } },
    ])
      expect(await takeFreeCell(needs(), organiser, { eventId, ...input })).toMatchObject({
        error: { code: 'not-found' },
      });
    const bad = { eventId, who: 'everybody' } as never; // what a page might send
    expect(await letTakeCells(needs(), organiser, bad)).toMatchObject({ error: { code: 'invalid-input' } });
  });

  it('two who take the same cell at the same moment: one has it', async () => {
    const [one, two] = [await draft.ledSession('One', draft.ann), await draft.ledSession('Two', draft.bob)];
    await begin();
    const results = await Promise.all([
      take(draft.ann, one, draft.at(1, 0)),
      take(draft.bob, two, draft.at(1, 0)),
    ]);
    expect(results.map((result) => result.ok).toSorted()).toEqual([false, true]);
    expect(results.find((result) => !result.ok)).toMatchObject({ error: { code: 'move-refused' } });
    expect(await seen()).toHaveLength(2);
    const numbers = await open.db.selectFrom('releases').select('number').orderBy('number').execute();
    expect(numbers.map((row) => row.number)).toEqual([1, 2]);
  });

  it('asks the database as often for one session as for three', async () => {
    const late = await draft.ledSession('Late idea', draft.ann);
    await begin();
    const ask = (db: Db) => freeCells(db, draft.eventId, late, '2026-04-28T02:30:00.000Z');
    const one = await countStatements(open.db, ask);
    for (const headline of ['Two', 'Three']) await draft.ledSession(headline, draft.bob);
    expect([one, await countStatements(open.db, ask)]).toEqual([19, 19]);
  });
});
