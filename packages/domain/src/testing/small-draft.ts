import type { Db } from '../database/db.ts';
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
} from './community.ts';
import { SetClock } from './set-clock.ts';
import { eventProblem } from '../schedule/event-problem.ts';
import { placeSession } from '../schedule/place-session.ts';

interface Cell {
  readonly slotId: Id;
  readonly areaId: Id;
}

/**
 * For tests of the draft: a day with two slots after each other, areas 1 and 2 (one seat, a screen),
 * the organiser Olga, and Ann and Bob, who come.
 */
export async function smallDraft(db: Db) {
  const needs: Needs = {
    db,
    clock: new SetClock(),
    site: { origin: 'http://localhost:3000', secret: 'x'.repeat(40) },
  };
  const { id: eventId } = await addEvent(db);
  const dayId = await addDay(db, eventId);
  const slots = [
    await addSlot(db, eventId, dayId, ['2026-04-28T02:00:00.000Z', '2026-04-28T03:00:00.000Z']),
    await addSlot(db, eventId, dayId, ['2026-04-28T03:00:00.000Z', '2026-04-28T04:00:00.000Z']),
  ];
  const areas = [
    await addArea(db, eventId, '1'),
    await addArea(db, eventId, '2', { seats: 1, features: '["screen"]', position: 1 }),
  ];
  const olga = await addPerson(db, 'Olga');
  await addOrganiser(db, eventId, olga);
  const organiser: Actor = person(olga);
  const [ann, bob] = [await addPerson(db, 'Ann'), await addPerson(db, 'Bob')];
  for (const one of [ann, bob]) await addInvitation(db, eventId, one, 'confirmed');

  return {
    needs,
    eventId,
    dayId,
    slots,
    areas,
    organiser,
    ann,
    bob,
    participant: person(bob),
    at: (slot: number, area: number): Cell => ({ slotId: slots[slot] ?? '', areaId: areas[area] ?? '' }),
    place: (sessionId: Id, to: Cell | null, from: Cell | null = null, swapWith?: Id) =>
      placeSession(needs, organiser, { eventId, sessionId, to, from, ...(swapWith && { swapWith }) }),
    async ledSession(headline: string, lead: Id, more: Parameters<typeof addSession>[3] = {}): Promise<Id> {
      const sessionId = await addSession(db, eventId, headline, more);
      await addLead(db, sessionId, lead, 'Lead');
      return sessionId;
    },
    async say(personId: Id, sessionId: Id, level: 'want' | 'must'): Promise<void> {
      const said = { level, can_help_lead: 0, said_at: '2026-03-01T00:00:00.000Z' };
      await db
        .insertInto('interest')
        .values({ session_id: sessionId, person_id: personId, event_id: eventId, ...said })
        .execute();
    },
    /** Who stands where: session, number of the slot, number of the area. */
    cells: async () =>
      (await eventProblem(db, eventId)).placements.map(({ session, slot, area }) => [
        session,
        slots.indexOf(slot),
        areas.indexOf(area),
      ]),
  };
}

export type SmallDraft = Awaited<ReturnType<typeof smallDraft>>;
