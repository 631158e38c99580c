import type { Placement, Problem, ProblemPerson, ProblemSession } from '@plenary/scheduler/problem.ts';
import type { Db } from '../database/db.ts';
import { eventGrid, eventOrThrow } from '../events/event-queries.ts';
import { sessionSlotsOf, type Grid } from '../events/grid.ts';
import { WEIGHTS } from '../interest/interest.ts';
import type { Id } from '../kernel/ids.ts';
import { leadsByEvent, liveSessions } from '../sessions/session-queries.ts';
import { readNeeds, type SessionLead } from '../sessions/session.ts';
import { foldedName } from '../text/fold.ts';
import { preferencesOf, weightsOf } from './preferences.ts';

/** An event as the scheduler sees it, and what its ids are called. */
export interface EventProblem {
  readonly problem: Problem;
  readonly grid: Grid;
  readonly draftVersion: number;
  readonly placements: readonly DraftPlacement[];
  /** Sessions that still look for a lead: a person may place them, the scheduler does not. */
  readonly leaderless: ReadonlySet<Id>;
  readonly sessions: ReadonlyMap<Id, ProblemSessionFacts>;
  readonly people: ReadonlyMap<string, string>;
}

export interface ProblemSessionFacts {
  readonly id: Id;
  readonly headline: string;
  readonly topic: string;
  readonly length: number;
  readonly leads: readonly SessionLead[];
}

export interface DraftPlacement extends Placement {
  readonly pinned: boolean;
}

/**
 * Reads an event as a scheduling problem: what people want, who leads, who is absent, where there
 * is room, the pins, and the last release to be stable against. A fixed number of queries.
 */
export async function eventProblem(db: Db, eventId: Id): Promise<EventProblem> {
  const event = await eventOrThrow(db, eventId);
  const grid = await eventGrid(db, eventId);
  const slots = grid.days.flatMap((day) => sessionSlotsOf(grid, day.id));
  const dateOf = new Map(grid.days.map((day) => [day.id, day.date]));
  const sessionRows = await liveSessions(db, eventId)
    .select(['id', 'headline', 'topic', 'length', 'needs', 'day_id', 'wants_lead'])
    .orderBy('id')
    .execute();
  const leads = await leadsByEvent(db, eventId);
  const unavailable = await unavailableSlots(db, eventId);
  const placements = await draftPlacements(db, eventId);
  const previous = await latestPlacements(db, eventId);
  const people = await peopleOf(db, eventId, leads);
  const preferred = await preferencesOf(db, eventId);
  const preferences = weightsOf(preferred);

  const pins = new Map(placements.filter((one) => one.pinned).map((one) => [one.session, one]));
  const known = new Set(sessionRows.map((row) => row.id));
  const slotIds = new Set(slots.map((slot) => slot.id));
  const areaIds = new Set(grid.areas.map((area) => area.id));
  const sessions = sessionRows.map((row): ProblemSession => {
    const pin = pins.get(row.id);
    return {
      id: row.id,
      leads: (leads.get(row.id) ?? []).map(leadKey),
      length: row.length,
      slots: allowedStarts(grid, row, unavailable.get(row.id) ?? new Set()),
      needs: readNeeds(row.needs),
      ...(preferences?.spread && row.topic && { topic: row.topic }),
      pin: pin ? { slot: pin.slot, area: pin.area } : null,
    };
  });
  const problem: Problem = {
    format: 'plenary-problem/1',
    name: event.name,
    slots: slots.map((slot) => ({
      id: slot.id,
      day: dateOf.get(slot.dayId) ?? '',
      start: localTime(slot.startsAt, event.zone),
      end: localTime(slot.endsAt, event.zone),
    })),
    areas: grid.areas.map((area) => ({
      id: area.id,
      seats: area.seats,
      features: area.features,
      closed: grid.closures
        .filter((one) => one.areaId === area.id && slotIds.has(one.slotId))
        .map((one) => one.slotId),
    })),
    sessions,
    ...(preferences && { preferences }),
    ...(preferred.objective === 'fairness' && { objective: preferred.objective }),
    people: await problemPeople(db, eventId, people, known, slotIds),
    previous: previous.filter(
      (one) => known.has(one.session) && slotIds.has(one.slot) && areaIds.has(one.area),
    ),
  };
  return {
    problem,
    grid,
    draftVersion: await draftVersion(db, eventId),
    placements,
    leaderless: new Set(
      sessionRows.filter((row) => row.wants_lead === 1 && !leads.get(row.id)?.length).map((row) => row.id),
    ),
    sessions: new Map(
      sessionRows.map((row) => [
        row.id,
        {
          id: row.id,
          headline: row.headline,
          topic: row.topic,
          length: row.length,
          leads: leads.get(row.id) ?? [],
        },
      ]),
    ),
    people,
  };
}

/** The same problem without the sessions that a scheduler leaves alone: they wait for a lead and no person placed them. */
export function problemToSolve({ problem, leaderless, placements }: EventProblem): Problem {
  const placed = new Set(placements.map((one) => one.session));
  const left = new Set([...leaderless].filter((sessionId) => !placed.has(sessionId)));
  if (left.size === 0) return problem;
  return {
    ...problem,
    sessions: problem.sessions.filter((session) => !left.has(session.id)),
    people: problem.people.map((person) => ({
      ...person,
      interest: Object.fromEntries(
        Object.entries(person.interest).filter(([sessionId]) => !left.has(sessionId)),
      ),
    })),
    previous: (problem.previous ?? []).filter((one) => !left.has(one.session)),
  };
}

/** A lead with an account is that person; one who is only named is whoever has that name. */
function leadKey(lead: SessionLead): string {
  return lead.personId ?? `named:${foldedName(lead.name)}`;
}

function allowedStarts(
  grid: Grid,
  session: { day_id: Id | null; length: number },
  unavailable: ReadonlySet<Id>,
): string[] | null {
  if (session.day_id === null && unavailable.size === 0) return null;
  return grid.days
    .filter((day) => session.day_id === null || day.id === session.day_id)
    .flatMap((day) => {
      const row = sessionSlotsOf(grid, day.id);
      return row.filter(
        (_, start) => !row.slice(start, start + session.length).some((slot) => unavailable.has(slot.id)),
      );
    })
    .map((slot) => slot.id);
}

function localTime(instant: string, zone: string): string {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
}

async function unavailableSlots(db: Db, eventId: Id): Promise<Map<Id, Set<Id>>> {
  const rows = await db
    .selectFrom('session_unavailable_slots')
    .innerJoin('sessions', 'sessions.id', 'session_unavailable_slots.session_id')
    .select(['session_id', 'slot_id'])
    .where('sessions.event_id', '=', eventId)
    .execute();
  const bySession = new Map<Id, Set<Id>>();
  for (const row of rows)
    bySession.set(row.session_id, (bySession.get(row.session_id) ?? new Set()).add(row.slot_id));
  return bySession;
}

/** The draft as it is, of live sessions only. */
export async function draftPlacements(db: Db, eventId: Id): Promise<DraftPlacement[]> {
  const rows = await db
    .selectFrom('placements')
    .innerJoin('sessions', 'sessions.id', 'placements.session_id')
    .select(['session_id', 'slot_id', 'area_id', 'pinned_at'])
    .where('placements.event_id', '=', eventId)
    .where('withdrawn_at', 'is', null)
    .where('merged_into', 'is', null)
    .orderBy('session_id')
    .execute();
  return rows.map((row) => ({
    session: row.session_id,
    slot: row.slot_id,
    area: row.area_id,
    pinned: row.pinned_at !== null,
  }));
}

export async function draftVersion(db: Db, eventId: Id): Promise<number> {
  const row = await db
    .selectFrom('drafts')
    .select('version')
    .where('event_id', '=', eventId)
    .executeTakeFirstOrThrow();
  return row.version;
}

/** Where the latest release put every session; empty before the first. */
export async function latestPlacements(db: Db, eventId: Id): Promise<Placement[]> {
  const rows = await db
    .selectFrom('released_placements')
    .select(['session_id', 'slot_id', 'area_id'])
    .where('release_id', '=', (e) =>
      e
        .selectFrom('releases')
        .select('id')
        .where('event_id', '=', eventId)
        .orderBy('number', 'desc')
        .limit(1),
    )
    .orderBy('session_id')
    .execute();
  return rows.map((row) => ({ session: row.session_id, slot: row.slot_id, area: row.area_id }));
}

/** Everybody whose wishes count: invited or coming, or leading something. Id → name. */
async function peopleOf(
  db: Db,
  eventId: Id,
  leads: ReadonlyMap<Id, readonly SessionLead[]>,
): Promise<Map<string, string>> {
  const invited = await db
    .selectFrom('invitations')
    .innerJoin('people', 'people.id', 'invitations.person_id')
    .select(['people.id', 'people.name'])
    .where('event_id', '=', eventId)
    .where('state', 'in', ['invited', 'confirmed', 'attended'])
    .orderBy('people.id')
    .execute();
  const people = new Map(invited.map((row) => [row.id, row.name]));
  for (const lead of [...leads.values()].flat())
    if (!people.has(leadKey(lead))) people.set(leadKey(lead), lead.name);
  const organisers = await db
    .selectFrom('event_roles')
    .innerJoin('people', 'people.id', 'event_roles.person_id')
    .select(['people.id', 'people.name'])
    .where('event_id', '=', eventId)
    .orderBy('people.id')
    .execute();
  for (const row of organisers) if (!people.has(row.id)) people.set(row.id, row.name);
  return people;
}

async function problemPeople(
  db: Db,
  eventId: Id,
  people: ReadonlyMap<string, string>,
  sessions: ReadonlySet<Id>,
  slots: ReadonlySet<Id>,
): Promise<ProblemPerson[]> {
  const said = await db
    .selectFrom('interest')
    .select(['person_id', 'session_id', 'level'])
    .where('event_id', '=', eventId)
    .execute();
  const away = await db
    .selectFrom('absences')
    .select(['person_id', 'slot_id'])
    .where('event_id', '=', eventId)
    .orderBy('slot_id')
    .execute();
  const interest = new Map<Id, Record<Id, number>>();
  for (const row of said) {
    if (WEIGHTS[row.level] === 0 || !sessions.has(row.session_id)) continue;
    const own = interest.get(row.person_id) ?? {};
    own[row.session_id] = WEIGHTS[row.level];
    interest.set(row.person_id, own);
  }
  const absent = Map.groupBy(
    away.filter((row) => slots.has(row.slot_id)),
    (row) => row.person_id,
  );
  return [...people.keys()].map((id) => ({
    id,
    absent: (absent.get(id) ?? []).map((row) => row.slot_id),
    interest: interest.get(id) ?? {},
  }));
}
