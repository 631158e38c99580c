import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { standingIn } from '../standing/standing.ts';
import { person, visitor } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import {
  addEvent,
  addInvitation,
  addLead,
  addOrganiser,
  addPerson,
  addSession,
} from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import type { InterestLevel } from './interest-tables.ts';
import { deckFor, helpersOffered, myInterest, totals } from './interest-queries.ts';

onBothEngines('reading interest', (fresh) => {
  let open: OpenDatabase;
  let eventId: Id;
  let [ada = '', grace = '', organiser = '']: Id[] = [];
  beforeEach(async () => {
    open = await fresh();
    ({ id: eventId } = await addEvent(open.db));
    ada = await addPerson(open.db, 'Ada');
    grace = await addPerson(open.db, 'Grace');
    organiser = await addPerson(open.db, 'Olga');
    for (const participant of [ada, grace]) await addInvitation(open.db, eventId, participant, 'confirmed');
    await addOrganiser(open.db, eventId, organiser);
  });
  afterEach(() => open.close());

  const add = (headline: string, more: Parameters<typeof addSession>[3] = {}) =>
    addSession(open.db, eventId, headline, more);
  const say = (sessionId: Id, personId: Id, level: InterestLevel, canHelpLead = 0) =>
    open.db
      .insertInto('interest')
      .values({
        ...{ session_id: sessionId, person_id: personId, event_id: eventId },
        ...{ level, can_help_lead: canHelpLead, said_at: '2026-03-01T00:00:00.000Z' },
      })
      .execute();
  const totalsFor = async (who: Id | null, db = open.db) =>
    totals(db, eventId, await standingIn(db, who ? person(who) : visitor, eventId));

  it('the deck shows what I have not answered, fewest answers first, without my own', async () => {
    const popular = await add('Popular');
    const known = await add('Known');
    const fresh = await add('Fresh');
    const answered = await add('Answered');
    const own = await add('Own');
    await add('Withdrawn', { withdrawn_at: '2026-03-01T00:00:00.000Z' });
    await addLead(open.db, own, ada);
    await say(popular, grace, 'none');
    await say(popular, organiser, 'must');
    await say(known, grace, 'want');
    await say(answered, ada, 'none');
    const deck = await deckFor(open.db, eventId, ada);
    expect(deck.sessions.map((session) => session.id)).toEqual([fresh, known, popular]);
    expect(deck).toMatchObject({ answered: 2, all: 5 });
  });

  it('the deck has equals in the same order every time, and takes four statements whatever its size', async () => {
    await add('One');
    const deck = (db: OpenDatabase['db']) => deckFor(db, eventId, ada);
    expect(await countStatements(open.db, deck)).toBe(4);
    await add('Two');
    await add('Three');
    expect(await countStatements(open.db, deck)).toBe(4);
    const order = async () => (await deckFor(open.db, eventId, ada)).sessions.map((session) => session.id);
    expect(await order()).toEqual(await order());
  });

  it('totals count leads as must, whatever they said, and sessions nobody answered', async () => {
    const led = await add('Led');
    const silent = await add('Silent');
    await addLead(open.db, led, ada);
    await addLead(open.db, led, null, 'Nameless');
    await say(led, ada, 'none', 1);
    await say(led, grace, 'maybe', 1);
    await say(led, organiser, 'want');
    expect(await totalsFor(organiser)).toEqual(
      new Map([
        [led, { none: 0, maybe: 1, want: 1, must: 1, canHelpLead: 1, weight: 200 }],
        [silent, { none: 0, maybe: 0, want: 0, must: 0, canHelpLead: 0, weight: 0 }],
      ]),
    );
    expect(await helpersOffered(open.db, led)).toEqual([
      { personId: ada, name: 'Ada' },
      { personId: grace, name: 'Grace' },
    ]);
  });

  it('totals are hidden from everybody but organisers until they are opened', async () => {
    await add('One');
    expect(await totalsFor(ada)).toBeNull();
    expect(await totalsFor(null)).toBeNull();
    expect((await totalsFor(organiser))?.size).toBe(1);
    await open.db.updateTable('events').set({ interest_opened_at: '2026-03-02T00:00:00.000Z' }).execute();
    expect((await totalsFor(ada))?.size).toBe(1);
    expect((await totalsFor(null))?.size).toBe(1);
  });

  it('totals take five statements with the standing, whatever their number', async () => {
    await add('One');
    const read = (db: OpenDatabase['db']) => totalsFor(organiser, db);
    expect(await countStatements(open.db, read)).toBe(5);
    await add('Two');
    await add('Three');
    expect(await countStatements(open.db, read)).toBe(5);
  });

  it('mine is what I said and what I lead, at this event', async () => {
    const said = await add('Said');
    const led = await add('Led');
    await addLead(open.db, led, ada);
    await say(said, ada, 'maybe', 1);
    await say(said, grace, 'must');
    const elsewhere = await addSession(open.db, (await addEvent(open.db)).id, 'Elsewhere');
    await addLead(open.db, elsewhere, ada);
    expect(await myInterest(open.db, eventId, ada)).toEqual(
      new Map([
        [said, { level: 'maybe', canHelpLead: true, leads: false }],
        [led, { level: 'must', canHelpLead: false, leads: true }],
      ]),
    );
  });
});
