import type { Db } from '../database/db.ts';
import { organises, type Standing } from '../standing/standing.ts';
import type { Id } from '../kernel/ids.ts';
import {
  leadsByEvent,
  listSessions,
  liveSessions,
  type SessionSummary,
} from '../sessions/session-queries.ts';
import { counted, NO_TOTALS, personalOrder, type Totals } from './interest.ts';
import type { InterestLevel } from './interest-tables.ts';

export interface MyInterest {
  readonly level: InterestLevel;
  readonly canHelpLead: boolean;
  /** The person leads it, which counts as must. */
  readonly leads: boolean;
}

/** What one person said about the sessions of an event, leading included. Two statements. */
export async function myInterest(db: Db, eventId: Id, personId: Id): Promise<Map<Id, MyInterest>> {
  const said = await db
    .selectFrom('interest')
    .select(['session_id', 'level', 'can_help_lead'])
    .where('event_id', '=', eventId)
    .where('person_id', '=', personId)
    .execute();
  const led = await db
    .selectFrom('session_leads')
    .innerJoin('sessions', 'sessions.id', 'session_leads.session_id')
    .select('session_id')
    .where('sessions.event_id', '=', eventId)
    .where('session_leads.person_id', '=', personId)
    .execute();
  const mine = new Map<Id, MyInterest>(
    said.map((row) => [
      row.session_id,
      { level: row.level, canHelpLead: row.can_help_lead === 1, leads: false },
    ]),
  );
  for (const { session_id: sessionId } of led)
    mine.set(sessionId, {
      level: 'must',
      canHelpLead: mine.get(sessionId)?.canHelpLead ?? false,
      leads: true,
    });
  return mine;
}

export interface Deck {
  /** Not answered by this person, fewest answers first. */
  readonly sessions: readonly SessionSummary[];
  readonly answered: number;
  readonly all: number;
}

/**
 * The sessions a person has not answered: those with the fewest answers first, so that every session
 * gets its share of attention; equals in an order of the person's own, so that not everybody meets
 * the same one first. Four statements.
 */
export async function deckFor(db: Db, eventId: Id, personId: Id): Promise<Deck> {
  const sessions = await listSessions(db, { eventId, notAnsweredBy: personId });
  const counts = await liveSessions(db, eventId)
    .leftJoin('interest', 'interest.session_id', 'sessions.id')
    .select((e) => ['sessions.id', e.fn.count<number | string>('interest.person_id').as('answers')])
    .groupBy('sessions.id')
    .execute();
  const answers = new Map(counts.map((row) => [row.id, Number(row.answers)]));
  const answersTo = (session: SessionSummary) => answers.get(session.id) ?? 0;
  return {
    sessions: sessions.toSorted(
      (a, b) =>
        answersTo(a) - answersTo(b) ||
        personalOrder(personId, a.id) - personalOrder(personId, b.id) ||
        (a.id < b.id ? -1 : 1),
    ),
    answered: counts.length - sessions.length,
    all: counts.length,
  };
}

/**
 * What everybody said, by session; every standing session is there. null while totals are hidden
 * from the viewer: until an organiser opens them, only organisers see them. Four statements.
 */
export async function totals(db: Db, eventId: Id, viewer: Standing): Promise<ReadonlyMap<Id, Totals> | null> {
  const event = await db
    .selectFrom('events')
    .select('interest_opened_at')
    .where('id', '=', eventId)
    .executeTakeFirst();
  if (!organises(viewer) && !event?.interest_opened_at) return null;
  const live = await liveSessions(db, eventId).select('sessions.id').execute();
  const said = await db
    .selectFrom('interest')
    .select(['session_id', 'person_id', 'level', 'can_help_lead'])
    .where('event_id', '=', eventId)
    .execute();
  const leads = await leadsByEvent(db, eventId);
  const bySession = Map.groupBy(said, (row) => row.session_id);
  return new Map(
    live.map(({ id }) => {
      const leadIds = new Set((leads.get(id) ?? []).flatMap((lead) => lead.personId ?? []));
      const others = (bySession.get(id) ?? []).filter((row) => !leadIds.has(row.person_id));
      const fromLeads = [...leadIds].reduce((sum) => counted(sum, 'must', false), NO_TOTALS);
      return [
        id,
        others.reduce((sum, row) => counted(sum, row.level, row.can_help_lead === 1), fromLeads),
      ] as const;
    }),
  );
}

/** Who offered to help lead a session, for its leads and organisers. Names only. */
export async function helpersOffered(db: Db, sessionId: Id): Promise<{ personId: Id; name: string }[]> {
  return db
    .selectFrom('interest')
    .innerJoin('people', 'people.id', 'interest.person_id')
    .select(['people.id as personId', 'people.name'])
    .where('session_id', '=', sessionId)
    .where('can_help_lead', '=', 1)
    .orderBy('people.name')
    .orderBy('people.id')
    .execute();
}

/** The slots of an event that a person misses. */
export async function absencesOf(db: Db, eventId: Id, personId: Id): Promise<ReadonlySet<Id>> {
  const rows = await db
    .selectFrom('absences')
    .select('slot_id')
    .where('event_id', '=', eventId)
    .where('person_id', '=', personId)
    .execute();
  return new Set(rows.map((row) => row.slot_id));
}
