import type { Placement } from '@plenary/scheduler/problem.ts';
import type { Db } from '../database/db.ts';
import { prepared } from '../database/prepared.ts';
import { eventGrid } from '../events/event-queries.ts';
import { sessionSlotsOf, type GridArea, type GridSlot } from '../events/grid.ts';
import { timestamp, type Clock, type Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { draftPlacements } from '../schedule/event-problem.ts';
import { standingOffers, similarPairs, type MergeOffer } from './merge-queries.ts';
import type { Pitch, Plenary } from './plenary.ts';
import { openPlenary, pitchQueue } from './plenary-queries.ts';
import type { SimilarPair } from './similar-sessions.ts';

/** Everything about a morning that its control, its projector and everybody's phone show. */
export interface PlenaryView {
  readonly plenary: Plenary;
  readonly queue: readonly Pitch[];
  /** At merging only. */
  readonly offers: readonly MergeOffer[];
  readonly similar: readonly SimilarPair[];
  /** The day's draft, at placing and publishing only. */
  readonly day: PlenaryDay | null;
}

export interface PlenaryDay {
  readonly slots: readonly Pick<GridSlot, 'id' | 'startsAt' | 'endsAt'>[];
  readonly areas: readonly Pick<GridArea, 'id' | 'label' | 'name' | 'seats'>[];
  readonly closed: readonly { readonly slotId: Id; readonly areaId: Id }[];
  /** Where each session starts. */
  readonly placed: readonly PlacedSession[];
  readonly holds: readonly {
    readonly slotId: Id;
    readonly areaId: Id;
    readonly sessionId: Id;
    readonly until: Timestamp;
  }[];
}

/** A session in a cell of the day. */
export interface PlacedSession {
  readonly sessionId: Id;
  readonly headline: string;
  readonly length: number;
  readonly slotId: Id;
  readonly areaId: Id;
}

/** The open plenary of an event as it stands; undefined when none is open. At most 17 statements. */
export async function readPlenary(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  eventId: Id,
): Promise<PlenaryView | undefined> {
  const plenary = await openPlenary(db, eventId);
  if (!plenary) return undefined;
  const queue = await pitchQueue(db, plenary);
  const merging = plenary.step === 'merge';
  const among = new Set(queue.map((pitch) => pitch.sessionId));
  const placing = plenary.step === 'place' || plenary.step === 'publish';
  return {
    plenary,
    queue,
    offers: merging ? await standingOffers(db, eventId) : [],
    similar: merging ? await similarPairs(db, eventId, among) : [],
    day: placing ? await plenaryDay(db, plenary, timestamp(clock.now())) : null,
  };
}

async function plenaryDay(db: Db, plenary: Plenary, now: Timestamp): Promise<PlenaryDay> {
  const grid = await eventGrid(db, plenary.eventId);
  const slots = sessionSlotsOf(grid, plenary.dayId);
  const slotIds = new Set(slots.map((slot) => slot.id));
  const holds = await db
    .selectFrom('cell_holds')
    .innerJoin('slots', 'slots.id', 'cell_holds.slot_id')
    .select(['slot_id as slotId', 'area_id as areaId', 'session_id as sessionId', 'until'])
    .where('slots.day_id', '=', plenary.dayId)
    .where('until', '>', now)
    .execute();
  return {
    slots: slots.map(({ id, startsAt, endsAt }) => ({ id, startsAt, endsAt })),
    areas: grid.areas.map(({ id, label, name, seats }) => ({ id, label, name, seats })),
    closed: grid.closures.filter((one) => slotIds.has(one.slotId)),
    placed: await placedIn(db, plenary.eventId, { slots }, await draftPlacements(db, plenary.eventId)),
    holds,
  };
}

/** What a schedule that nobody has taken yet would put into the slots of the day. */
export async function placedIn(
  db: Db,
  eventId: Id,
  day: Pick<PlenaryDay, 'slots'>,
  placements: readonly Placement[],
): Promise<PlacedSession[]> {
  const sessions = await db
    .selectFrom('sessions')
    .select(['id', 'headline', 'length'])
    .where('event_id', '=', eventId)
    .execute();
  const facts = new Map(sessions.map((session) => [session.id, session]));
  const slotIds = new Set(day.slots.map((slot) => slot.id));
  return placements
    .filter((placement) => slotIds.has(placement.slot))
    .map(({ session, slot, area }) => ({
      sessionId: session,
      headline: facts.get(session)?.headline ?? '',
      length: facts.get(session)?.length ?? 1,
      slotId: slot,
      areaId: area,
    }));
}

const MOST_EVENTS = 20;

/**
 * What everybody's phone asks for at the same moment, read once per change. Each look asks for the
 * number of the newest change, so nobody is shown anything older than the database; holds that run
 * out while nothing changes are told with their end.
 */
export class KeptPlenaries {
  readonly #kept = new Map<
    Id,
    { readonly change: number; readonly view: Promise<PlenaryView | undefined> }
  >();

  async of(at: { readonly db: Db; readonly clock: Clock }, eventId: Id): Promise<PlenaryView | undefined> {
    const [row] = await newestChange(at.db, { eventId });
    const change = Number(row?.seq ?? 0);
    const kept = this.#kept.get(eventId);
    if (kept?.change === change) return kept.view;
    const view = readPlenary(at, eventId);
    if (this.#kept.size >= MOST_EVENTS) this.#kept.clear();
    this.#kept.set(eventId, { change, view });
    view.catch(() => this.#kept.delete(eventId)); // whoever asked hears of it; the next one asks again
    return view;
  }
}

const newestChange = prepared((db, { eventId }: { eventId: Id }) =>
  db
    .selectFrom('changes')
    .select((c) => c.fn.max('seq').as('seq'))
    .where('event_id', '=', eventId),
);
