import type { Selectable } from 'kysely';
import type { Db } from '../database/db.ts';
import { prepared } from '../database/prepared.ts';
import { DomainError, notFound } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { latestPlacements } from '../schedule/event-problem.ts';
import { leadsByEvent, liveSessions } from '../sessions/session-queries.ts';
import { inQueueOrder, type Pitch, type Plenary } from './plenary.ts';
import type { PlenaryTables } from './plenary-tables.ts';

/** The plenary that is open at an event now. One statement: every page of an event asks. */
export async function openPlenary(db: Db, eventId: Id): Promise<Plenary | undefined> {
  const [row] = await openRow(db, { eventId });
  return row && toPlenary(row);
}

const openRow = prepared((db, { eventId }: { eventId: Id }) =>
  plenaryRows(db).where('plenaries.event_id', '=', eventId).where('closed_at', 'is', null),
);

/** The plenary of a day, open or closed; undefined when it was never opened. */
export async function plenaryOfDay(db: Db, eventId: Id, dayId: Id): Promise<Plenary | undefined> {
  const row = await plenaryRows(db)
    .where('plenaries.event_id', '=', eventId)
    .where('day_id', '=', dayId)
    .executeTakeFirst();
  return row && toPlenary(row);
}

/** For actions that work on the open plenary. */
export async function requireOpenPlenary(db: Db, eventId: Id): Promise<Plenary> {
  const plenary = await openPlenary(db, eventId);
  if (!plenary) throw new DomainError('wrong-state', 'No plenary is open at this event now.');
  return plenary;
}

/** Refuses what is done at a step that is over, because somebody else led the room on. */
export function requireStep(plenary: Plenary, ...steps: readonly Plenary['step'][]): void {
  if (steps.includes(plenary.step)) return;
  throw new DomainError('wrong-state', `The plenary is at another step now: ${plenary.step}.`, {
    params: { step: plenary.step },
  });
}

/**
 * The queue of a plenary: sessions that still stand, may be on this day, and have no place in the
 * published schedule, with those that were pitched here already. Five statements, whatever their number.
 */
export async function pitchQueue(
  db: Db,
  plenary: Pick<Plenary, 'id' | 'eventId' | 'dayId'>,
): Promise<Pitch[]> {
  const { eventId } = plenary;
  const sessions = await liveSessions(db, eventId)
    .select(['id', 'headline', 'day_id', 'proposed_at'])
    .execute();
  const leads = await leadsByEvent(db, eventId);
  const placed = new Set((await latestPlacements(db, eventId)).map((placement) => placement.session));
  const noted = await notedPitches(db, eventId);
  const hands = await handsUp(db, eventId);
  const here = new Map(
    noted.filter((row) => row.plenary_id === plenary.id).map((row) => [row.session_id, row]),
  );
  const before = new Set(noted.filter((row) => row.plenary_id !== plenary.id).map((row) => row.session_id));
  const queued = sessions
    .filter(
      (session) =>
        here.has(session.id) ||
        ((session.day_id === null || session.day_id === plenary.dayId) && !placed.has(session.id)),
    )
    .map((session) => ({
      sessionId: session.id,
      headline: session.headline,
      leads: (leads.get(session.id) ?? []).map(({ personId, name }) => ({ personId, name })),
      state: here.get(session.id)?.state ?? ('waiting' as const),
      carried: before.has(session.id) && !placed.has(session.id),
      hands: hands.get(session.id) ?? 0,
      counted: here.get(session.id)?.counted ?? null,
      position: here.get(session.id)?.position ?? null,
      proposedAt: session.proposed_at,
    }));
  return inQueueOrder(queued).map(({ position: _position, proposedAt: _proposedAt, ...pitch }) => pitch);
}

function notedPitches(db: Db, eventId: Id) {
  return db
    .selectFrom('pitches')
    .innerJoin('plenaries', 'plenaries.id', 'pitches.plenary_id')
    .select(['plenary_id', 'session_id', 'state', 'position', 'counted'])
    .where('plenaries.event_id', '=', eventId)
    .execute();
}

/** How many people want or must be in each session; who leads it raises no hand. */
async function handsUp(db: Db, eventId: Id): Promise<Map<Id, number>> {
  const rows = await db
    .selectFrom('interest')
    .select((e) => ['session_id', e.fn.countAll<number | string>().as('hands')])
    .where('event_id', '=', eventId)
    .where('level', 'in', ['want', 'must'])
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('session_leads')
            .select('session_leads.id')
            .whereRef('session_leads.session_id', '=', 'interest.session_id')
            .whereRef('session_leads.person_id', '=', 'interest.person_id'),
        ),
      ),
    )
    .groupBy('session_id')
    .execute();
  return new Map(rows.map((row) => [row.session_id, Number(row.hands)]));
}

/** A session of this event's queue, for actions that name one. */
export async function requirePitch(db: Db, plenary: Plenary, sessionId: Id): Promise<Pitch> {
  const pitch = (await pitchQueue(db, plenary)).find((one) => one.sessionId === sessionId);
  if (!pitch) throw notFound('pitch', sessionId);
  return pitch;
}

type Row = Selectable<PlenaryTables['plenaries']> & { date: string };

function plenaryRows(db: Db) {
  return db
    .selectFrom('plenaries')
    .innerJoin('event_days', 'event_days.id', 'plenaries.day_id')
    .selectAll('plenaries')
    .select('event_days.date');
}

function toPlenary(row: Row): Plenary {
  return {
    id: row.id,
    eventId: row.event_id,
    dayId: row.day_id,
    date: row.date,
    step: row.step,
    writeMinutes: row.write_minutes,
    pitchMinutes: row.pitch_minutes,
    clock: { runsUntil: row.runs_until, leftMs: row.left_ms },
    currentId: row.current_id,
    pitchClock: { runsUntil: row.pitch_until, leftMs: row.pitch_left_ms },
    leadsPlace: row.leads_place === 1,
    closedAt: row.closed_at,
  };
}
