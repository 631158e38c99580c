import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { person, visitor } from '../kernel/actor.ts';
import { newId, type Id } from '../kernel/ids.ts';
import {
  addArea,
  addDay,
  addEvent,
  addInvitation,
  addLead,
  addPerson,
  addSession,
  addSlot,
} from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { absencesOf } from './interest-queries.ts';
import { markAbsence } from './mark-absence.ts';

onBothEngines('marking absence', (fresh) => {
  let open: OpenDatabase;
  let eventId: Id;
  let ada: Id;
  let slots: Id[];
  const clock = new SetClock();
  const mark = (slotIds: readonly string[], who: Id | null = ada) =>
    markAbsence({ db: open.db, clock }, who ? person(who) : visitor, { eventId, slotIds: [...slotIds] });
  const absences = async () => [...(await absencesOf(open.db, eventId, ada))].toSorted();

  beforeEach(async () => {
    open = await fresh();
    ({ id: eventId } = await addEvent(open.db));
    ada = await addPerson(open.db, 'Ada');
    await addInvitation(open.db, eventId, ada, 'confirmed');
    const dayId = await addDay(open.db, eventId);
    slots = [];
    for (const hour of [1, 2, 3])
      slots.push(
        await addSlot(open.db, eventId, dayId, [
          `2026-04-28T0${hour}:00:00.000Z`,
          `2026-04-28T0${hour}:45:00.000Z`,
        ]),
      );
  });
  afterEach(() => open.close());

  it('says all missed slots anew', async () => {
    const [first = '', second = '', third = ''] = slots;
    await mark([first, second, first]);
    expect(await absences()).toEqual([first, second].toSorted());
    await mark([second, third]);
    expect(await absences()).toEqual([second, third].toSorted());
    await mark([]);
    expect(await absences()).toEqual([]);
  });

  it('leaves other events and other people alone', async () => {
    const other = await addEvent(open.db);
    const foreign = await addSlot(open.db, other.id, await addDay(open.db, other.id), [
      '2026-04-28T01:00:00.000Z',
      '2026-04-28T02:00:00.000Z',
    ]);
    await open.db
      .insertInto('absences')
      .values({ event_id: other.id, person_id: ada, slot_id: foreign })
      .execute();
    expect(await mark([foreign])).toMatchObject({
      error: { fields: [{ path: 'slotIds', code: 'not-a-choice' }] },
    });
    expect(await mark([newId()])).toMatchObject({ error: { fields: [{ code: 'not-a-choice' }] } });
    expect(await mark(['x'])).toMatchObject({ error: { code: 'invalid-input' } });
    await mark([]);
    expect([...(await absencesOf(open.db, other.id, ada))]).toEqual([foreign]);
  });

  it('is for people who take part', async () => {
    expect(await mark([], null)).toMatchObject({ error: { code: 'sign-in-needed' } });
    expect(await mark([], await addPerson(open.db, 'Stranger'))).toMatchObject({
      error: { code: 'not-allowed' },
    });
  });

  it('takes what the person leads in that slot off the draft, and nothing else', async () => {
    const [first = '', second = ''] = slots;
    const areaId = await addArea(open.db, eventId, '1');
    const led: Id[] = [];
    for (const slotId of [first, second]) {
      const sessionId = await addSession(open.db, eventId, slotId);
      await addLead(open.db, sessionId, ada);
      const cell = { session_id: sessionId, slot_id: slotId, area_id: areaId };
      await open.db
        .insertInto('placements')
        .values({ ...cell, event_id: eventId, pinned_at: null, pinned_by: null })
        .execute();
      await open.db.insertInto('placement_cells').values(cell).execute();
      led.push(sessionId);
    }
    await mark([first]);
    expect(await open.db.selectFrom('placements').select('session_id').execute()).toEqual([
      { session_id: led[1] },
    ]);
  });
});
