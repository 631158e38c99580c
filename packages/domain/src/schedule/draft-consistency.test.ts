import { scoreSchedule } from '@plenary/scheduler/score.ts';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { closeArea } from '../events/close-area.ts';
import { eventGrid } from '../events/event-queries.ts';
import { sessionSlotsOf } from '../events/grid.ts';
import { removeArea } from '../events/remove-area.ts';
import { removeDay } from '../events/remove-day.ts';
import { removeSlot } from '../events/remove-slot.ts';
import { setArea } from '../events/set-area.ts';
import { setSlot } from '../events/set-slot.ts';
import { addDay } from '../events/add-day.ts';
import { markAbsence } from '../interest/mark-absence.ts';
import type { Result } from '../kernel/action.ts';
import { person } from '../kernel/actor.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { changeSession } from '../sessions/change-session.ts';
import { mergeSessions } from '../sessions/merge-sessions.ts';
import { restoreSession } from '../sessions/restore-session.ts';
import { withdrawSession } from '../sessions/withdraw-session.ts';
import { addArea, addDay as addDayRow, addPerson, addSlot } from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { eventProblem } from './event-problem.ts';
import { pinSession } from './pin-session.ts';
import { placeSession } from './place-session.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { takeSchedule } from './take-schedule.ts';
import { undoMove } from './undo-move.ts';

/*
 * Whatever is done to sessions, days, slots and areas, in whatever order: every placement has exactly
 * its cells, no cell is left behind or shared, nothing that is withdrawn or merged has a place, and
 * nobody meets an error that is not meant for people.
 */

const MOVES = ['place', 'swap', 'unplace', 'take', 'undo', 'pin'] as const;
const SESSIONS = ['withdraw', 'restore', 'merge', 'change', 'absence'] as const;
const GRID = [
  'remove-slot',
  'set-slot',
  'add-day',
  'remove-day',
  'remove-area',
  'set-area',
  'close',
] as const;
type Kind = (typeof MOVES)[number] | (typeof SESSIONS)[number] | (typeof GRID)[number];

/** One thing that is done; the numbers choose among what there is then, or was once. */
interface Step {
  readonly kind: Kind;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly yes: boolean;
}

const numbers = { a: fc.nat(997), b: fc.nat(997), c: fc.nat(997), yes: fc.boolean() };
const placing = fc.record({ kind: fc.constant<Kind>('place'), ...numbers });
const anything = fc.record({
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<Kind>(...MOVES) },
    { weight: 2, arbitrary: fc.constantFrom<Kind>(...SESSIONS) },
    { weight: 2, arbitrary: fc.constantFrom<Kind>(...GRID) },
  ),
  ...numbers,
});
/** A grid with something on it first, and then whatever comes. */
const story: fc.Arbitrary<Step[]> = fc
  .tuple(
    fc.array(placing, { minLength: 6, maxLength: 12, size: 'max' }),
    fc.array(anything, { minLength: 8, maxLength: 24, size: 'max' }),
  )
  .map((parts) => parts.flat());

onBothEngines('the draft grid', (fresh, engine) => {
  let open: OpenDatabase;
  beforeEach(async () => (open = await fresh()));
  afterEach(() => open.close());

  it('is whole after any sequence of what people do', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (steps) => {
        const world = await startWorld(open);
        for (const one of steps) {
          const result = await perform(world, one);
          if (!result.ok) expect(result.error).toBeInstanceOf(DomainError);
          await expectWhole(world);
        }
      }),
      { numRuns: engine === 'sqlite' ? 60 : 8 },
    );
  }, 120_000);
});

interface World extends SmallDraft {
  readonly open: OpenDatabase;
  readonly sessions: readonly Id[];
  /** Every slot, area and day there was, also those that are gone. */
  readonly everSlots: Id[];
  readonly everAreas: Id[];
  readonly everDays: Id[];
}

async function startWorld(open: OpenDatabase): Promise<World> {
  const draft = await smallDraft(open.db);
  const sessions = [
    await draft.ledSession('One', draft.ann),
    await draft.ledSession('Two', draft.bob),
    await draft.ledSession('Long', draft.ann, { length: 2 }),
    await draft.ledSession('Screen', draft.bob, { needs: '["screen"]' }),
    await draft.ledSession('Five', await addPerson(open.db, 'Eve')),
  ];
  const everSlots = [...draft.slots];
  for (const hour of ['05', '06'])
    everSlots.push(
      await addSlot(open.db, draft.eventId, draft.dayId, [
        `2026-04-28T${hour}:00:00.000Z`,
        `2026-04-28T${hour}:45:00.000Z`,
      ]),
    );
  const secondDay = await addDayRow(open.db, draft.eventId, '2026-04-30');
  everSlots.push(
    await addSlot(open.db, draft.eventId, secondDay, [
      '2026-04-30T02:00:00.000Z',
      '2026-04-30T03:00:00.000Z',
    ]),
  );
  const everAreas = [...draft.areas, await addArea(open.db, draft.eventId, '3', { features: '["screen"]' })];
  return { ...draft, open, sessions, everSlots, everAreas, everDays: [draft.dayId, secondDay] };
}

async function perform(world: World, { kind, a, b, c, yes }: Step): Promise<Result<unknown>> {
  const { needs, organiser, eventId, sessions, everSlots, everAreas, everDays } = world;
  const sessionId = pick(sessions, a);
  const other = pick(sessions, b);
  const slotId = pick(everSlots, b);
  const areaId = pick(everAreas, c);
  const dayId = pick(everDays, a);
  const at = await eventProblem(needs.db, eventId);
  const seen = (id: Id) => {
    const placement = at.placements.find((one) => one.session === id);
    return placement ? { slotId: placement.slot, areaId: placement.area } : null;
  };
  const session = await needs.db
    .selectFrom('sessions')
    .selectAll()
    .where('id', '=', sessionId)
    .executeTakeFirstOrThrow();
  const displace = yes;
  switch (kind) {
    case 'place':
      return placeSession(needs, organiser, {
        eventId,
        sessionId,
        to: { slotId, areaId },
        from: seen(sessionId),
      });
    case 'swap': {
      const to = yes ? seen(other) : { slotId, areaId };
      return placeSession(needs, organiser, {
        eventId,
        sessionId,
        to,
        from: seen(sessionId),
        swapWith: other,
      });
    }
    case 'unplace':
      return placeSession(needs, organiser, {
        eventId,
        sessionId,
        to: null,
        from: yes ? seen(sessionId) : null,
      });
    case 'take':
      return takeSchedule(needs, organiser, {
        eventId,
        draftVersion: at.draftVersion,
        placements: sessions
          .filter((_, index) => (a >> index) % 2 === 0)
          .map((id, index) => ({
            session: id,
            slot: pick(everSlots, b + index),
            area: pick(everAreas, c >> index),
          })),
      });
    case 'undo':
      return undoMove(needs, organiser, { eventId });
    case 'pin':
      return pinSession(needs, organiser, { eventId, sessionId, pinned: yes });
    case 'withdraw':
      return withdrawSession(needs, organiser, { eventId, sessionId, version: session.version });
    case 'restore':
      return restoreSession(needs, organiser, { eventId, sessionId });
    case 'merge':
      return mergeSessions(needs, organiser, { eventId, fromId: sessionId, intoId: other });
    case 'change': {
      const leads = await needs.db
        .selectFrom('session_leads')
        .select('id')
        .where('session_id', '=', sessionId)
        .execute();
      return changeSession(needs, organiser, {
        eventId,
        sessionId,
        version: session.version,
        headline: session.headline,
        length: 1 + (b % 3),
        needs: yes ? ['screen'] : [],
        dayId: c % 3 === 0 ? dayId : null,
        unavailableSlotIds: c % 2 === 0 ? [slotId] : [],
        keepLeadIds: leads.map((lead) => lead.id),
      });
    }
    case 'absence':
      return markAbsence(needs, person(yes ? world.ann : world.bob), { eventId, slotIds: [slotId] });
    case 'remove-slot':
      return removeSlot(needs, organiser, { eventId, slotId, displace });
    case 'set-slot': {
      const start = 8 + (c % 10);
      const result = await setSlot(needs, organiser, {
        eventId,
        dayId,
        ...(a % 2 === 0 && { slotId }),
        kind: c % 4 === 0 ? 'break' : 'sessions',
        start: `${String(start).padStart(2, '0')}:00`,
        end: `${String(start + 1).padStart(2, '0')}:00`,
        displace,
      });
      if (result.ok && !everSlots.includes(result.value.slotId)) everSlots.push(result.value.slotId);
      return result;
    }
    case 'add-day': {
      const date = `2026-04-${29 - (a % 2)}`;
      const result = await addDay(needs, organiser, { eventId, date, ...(yes && { likeDayId: dayId }) });
      if (!result.ok) return result;
      everDays.push(result.value.dayId);
      const { slots } = await eventGrid(needs.db, eventId);
      everSlots.push(...slots.filter((slot) => slot.dayId === result.value.dayId).map((slot) => slot.id));
      return result;
    }
    case 'remove-day':
      return removeDay(needs, organiser, { eventId, dayId, displace });
    case 'remove-area':
      return removeArea(needs, organiser, { eventId, areaId, displace });
    case 'set-area': {
      const known = a % 3 > 0;
      const result = await setArea(needs, organiser, {
        eventId,
        ...(known && { areaId }),
        label: known ? `area ${everAreas.indexOf(areaId)}` : `area ${everAreas.length}`,
        seats: 4,
        features: b % 2 === 0 ? ['screen'] : [],
        displace,
      });
      if (result.ok && !known) everAreas.push(result.value.areaId);
      return result;
    }
    case 'close':
      return closeArea(needs, organiser, {
        eventId,
        areaId,
        closedSlotIds: b % 3 === 0 ? [] : [slotId],
        displace,
      });
  }
}

function pick<T>(choices: readonly T[], number: number): T {
  const chosen = choices[number % choices.length];
  if (chosen === undefined) throw new Error('nothing to choose from');
  return chosen;
}

/** Compares the tables as they are with what the placements say. */
async function expectWhole({ needs: { db }, eventId }: World): Promise<void> {
  const grid = await eventGrid(db, eventId);
  const placements = await db
    .selectFrom('placements')
    .innerJoin('sessions', 'sessions.id', 'placements.session_id')
    .select(['session_id', 'slot_id', 'area_id', 'length', 'withdrawn_at', 'merged_into'])
    .where('placements.event_id', '=', eventId)
    .execute();
  const cells = await db
    .selectFrom('placement_cells')
    .innerJoin('sessions', 'sessions.id', 'placement_cells.session_id')
    .select(['slot_id', 'area_id', 'session_id'])
    .where('sessions.event_id', '=', eventId)
    .execute();
  const expected = placements.flatMap((placement) => {
    const day = grid.slots.find((slot) => slot.id === placement.slot_id)?.dayId ?? '';
    const row = sessionSlotsOf(grid, day).map((slot) => slot.id);
    const first = row.indexOf(placement.slot_id);
    return row
      .slice(first, first + placement.length)
      .map((slot) => `${slot} ${placement.area_id} ${placement.session_id}`);
  });
  expect(cells.map((cell) => `${cell.slot_id} ${cell.area_id} ${cell.session_id}`).toSorted()).toEqual(
    expected.toSorted(),
  );
  expect(expected).toHaveLength(placements.reduce((sum, placement) => sum + placement.length, 0));
  expect(new Set(cells.map((cell) => `${cell.slot_id} ${cell.area_id}`)).size).toBe(cells.length);
  expect(placements.filter((one) => one.withdrawn_at !== null || one.merged_into !== null)).toEqual([]);
  const at = await eventProblem(db, eventId);
  expect(scoreSchedule(at.problem, { placements: at.placements }).violations).toEqual([]);
}
