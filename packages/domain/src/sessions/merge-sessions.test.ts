import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { person, visitor } from '../kernel/actor.ts';
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
import { INTEREST_LEVELS } from './interest-level.ts';
import { mergeSessions } from './merge-sessions.ts';
import { findSession, listSessions } from './session-queries.ts';

onBothEngines('merging sessions', (fresh) => {
  let open: OpenDatabase;
  let eventId: Id;
  let people: Id[];
  let organiser: Id;
  const clock = new SetClock();
  const merge = (who: Id | null, fromId: Id, intoId: Id, more: object = {}) =>
    mergeSessions({ db: open.db, clock }, who ? person(who) : visitor, { eventId, fromId, intoId, ...more });

  beforeEach(async () => {
    open = await fresh();
    ({ id: eventId } = await addEvent(open.db));
    organiser = await addPerson(open.db, 'Olga');
    await addOrganiser(open.db, eventId, organiser);
    people = [];
    for (const name of ['Ada', 'Grace', 'Alan', 'Edsger']) {
      const id = await addPerson(open.db, name);
      await addInvitation(open.db, eventId, id, 'confirmed');
      people.push(id);
    }
  });
  afterEach(() => open.close());

  const say = (sessionId: Id, personId: Id, level: (typeof INTEREST_LEVELS)[number], canHelpLead = false) =>
    open.db
      .insertInto('interest')
      .values({
        session_id: sessionId,
        person_id: personId,
        event_id: eventId,
        level,
        can_help_lead: canHelpLead ? 1 : 0,
        said_at: '2026-03-01T00:00:00.000Z',
      })
      .execute();
  const interestIn = (sessionId: Id) =>
    open.db
      .selectFrom('interest')
      .select(['person_id', 'level', 'can_help_lead'])
      .where('session_id', '=', sessionId)
      .orderBy('person_id')
      .execute();

  it('unites the leads and what they cannot, keeps the other text, and its address leads there', async () => {
    const [ada = '', grace = ''] = people;
    const dayId = await addDay(open.db, eventId);
    const slots: Id[] = [];
    for (const hour of [1, 2])
      slots.push(
        await addSlot(open.db, eventId, dayId, [
          `2026-04-28T0${hour}:00:00.000Z`,
          `2026-04-28T0${hour}:30:00.000Z`,
        ]),
      );
    const from = await addSession(open.db, eventId, 'Boot faster', { problem: 'Theirs' });
    const into = await addSession(open.db, eventId, 'Boot fast', { problem: 'Ours' });
    await addLead(open.db, from, ada, 'Ada');
    await addLead(open.db, from, grace, 'Grace');
    await addLead(open.db, into, ada, 'Ada L.');
    await addLead(open.db, into, null, 'Somebody');
    await open.db
      .insertInto('session_unavailable_slots')
      .values([
        { session_id: from, slot_id: slots[0] ?? '' },
        { session_id: into, slot_id: slots[0] ?? '' },
        { session_id: from, slot_id: slots[1] ?? '' },
      ])
      .execute();
    expect(await merge(organiser, from, into)).toEqual({ ok: true, value: { intoId: into } });
    const merged = await findSession(open.db, eventId, into);
    expect(merged?.leads.map((lead) => lead.name).toSorted()).toEqual(['Ada L.', 'Grace', 'Somebody']);
    expect(merged?.unavailableSlotIds).toEqual(slots.toSorted());
    expect(merged).toMatchObject({
      problem: 'Ours',
      version: 2,
      mergedFrom: [{ id: from, problem: 'Theirs' }],
    });
    expect(await findSession(open.db, eventId, from)).toMatchObject({
      version: 2,
      mergedInto: into,
      mergedTarget: { id: into, headline: 'Boot fast' },
    });
    expect((await listSessions(open.db, { eventId })).map((session) => session.id)).toEqual([into]);
    const kinds = await open.db.selectFrom('changes').select(['kind', 'subject_id']).orderBy('seq').execute();
    expect(kinds).toEqual([
      { kind: 'session.merged', subject_id: from },
      { kind: 'session.changed', subject_id: into },
    ]);
  });

  it("keeps every person's highest interest and every offer to help", async () => {
    const said = fc.record({ level: fc.constantFrom(...INTEREST_LEVELS), help: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.option(said), fc.option(said)), { minLength: 4, maxLength: 4 }),
        async (answers) => {
          const from = await addSession(open.db, eventId, 'From');
          const into = await addSession(open.db, eventId, 'Into');
          for (const [index, [one, other]] of answers.entries()) {
            if (one) await say(from, people[index] ?? '', one.level, one.help);
            if (other) await say(into, people[index] ?? '', other.level, other.help);
          }
          expect((await merge(organiser, from, into)).ok).toBe(true);
          const expected = answers.flatMap(([one, other], index) => {
            if (!one && !other) return [];
            const levels = [one, other].flatMap((answer) =>
              answer ? [INTEREST_LEVELS.indexOf(answer.level)] : [],
            );
            return {
              person_id: people[index],
              level: INTEREST_LEVELS[Math.max(...levels)],
              can_help_lead: (one?.help ?? false) || (other?.help ?? false) ? 1 : 0,
            };
          });
          expect(await interestIn(into)).toEqual(
            expected.toSorted((a, b) => ((a.person_id ?? '') < (b.person_id ?? '') ? -1 : 1)),
          );
        },
      ),
      { numRuns: 25 },
    );
  });

  it('leads every old address to the last of a chain, whatever the order of the merges', async () => {
    const [a = '', b = '', c = '', d = ''] = await Promise.all(
      ['A', 'B', 'C', 'D'].map((headline) => addSession(open.db, eventId, headline)),
    );
    await merge(organiser, a, b);
    await merge(organiser, b, c);
    // "Into b" means into where b went.
    expect(await merge(organiser, d, b)).toEqual({ ok: true, value: { intoId: c } });
    const targets = await Promise.all(
      [a, b, d].map(async (id) => (await findSession(open.db, eventId, id))?.mergedInto),
    );
    expect(targets).toEqual([c, c, c]);
    expect(await merge(organiser, c, a)).toMatchObject({ error: { fields: [{ path: 'intoId' }] } });
    expect(await merge(organiser, a, c)).toMatchObject({ error: { code: 'wrong-state' } });
  });

  it('one of two merges into each other wins when both come at once', async () => {
    const a = await addSession(open.db, eventId, 'A');
    const b = await addSession(open.db, eventId, 'B');
    const results = await Promise.all([merge(organiser, a, b), merge(organiser, b, a)]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await listSessions(open.db, { eventId })).toHaveLength(1);
  });

  it('frees the place in the draft, and the place of the other when a united lead cannot be there', async () => {
    const [ada = ''] = people;
    const dayId = await addDay(open.db, eventId);
    const slotId = await addSlot(open.db, eventId, dayId, [
      '2026-04-28T01:00:00.000Z',
      '2026-04-28T02:00:00.000Z',
    ]);
    const [from = '', into = '', other = ''] = await Promise.all(
      ['From', 'Into', 'Other'].map((headline) => addSession(open.db, eventId, headline)),
    );
    await addLead(open.db, from, ada);
    await addLead(open.db, other, ada);
    for (const [index, sessionId] of [into, other].entries()) {
      const areaId = await addArea(open.db, eventId, String(index));
      const cell = { session_id: sessionId, slot_id: slotId, area_id: areaId };
      await open.db
        .insertInto('placements')
        .values({ ...cell, event_id: eventId, pinned_at: null, pinned_by: null })
        .execute();
      await open.db.insertInto('placement_cells').values(cell).execute();
    }
    await merge(organiser, from, into);
    expect(await open.db.selectFrom('placements').select('session_id').execute()).toEqual([
      { session_id: other },
    ]);
    await merge(organiser, other, into);
    expect(await open.db.selectFrom('placement_cells').selectAll().execute()).toEqual([]);
  });

  it('is for organisers and for whoever leads both', async () => {
    const [ada = '', grace = ''] = people;
    const from = await addSession(open.db, eventId, 'From');
    const into = await addSession(open.db, eventId, 'Into');
    await addLead(open.db, from, ada);
    await addLead(open.db, from, grace);
    await addLead(open.db, into, ada);
    expect(await merge(null, from, into)).toMatchObject({ error: { code: 'sign-in-needed' } });
    expect(await merge(grace, from, into)).toMatchObject({ error: { code: 'not-allowed' } });
    const elsewhere = await addSession(open.db, (await addEvent(open.db)).id, 'Elsewhere');
    expect(await merge(organiser, from, elsewhere)).toMatchObject({ error: { code: 'not-found' } });
    expect(await merge(organiser, elsewhere, into)).toMatchObject({ error: { code: 'not-found' } });
    expect(await merge(organiser, from, from)).toMatchObject({ error: { fields: [{ path: 'intoId' }] } });
    expect(await merge(organiser, from, into, { fromVersion: 9 })).toMatchObject({
      error: { code: 'stale' },
    });
    expect(await merge(organiser, from, 'x')).toMatchObject({ error: { code: 'invalid-input' } });
    const withdrawn = await addSession(open.db, eventId, 'Gone', {
      withdrawn_at: '2026-03-01T00:00:00.000Z',
    });
    expect(await merge(organiser, from, withdrawn)).toMatchObject({ error: { code: 'wrong-state' } });
    expect((await merge(ada, from, into)).ok).toBe(true);
  });
});
