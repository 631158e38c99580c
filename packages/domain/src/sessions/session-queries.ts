import type { Selectable } from 'kysely';
import type { Db } from '../database/db.ts';
import { prepared } from '../database/prepared.ts';
import type { InterestLevel } from '../interest/interest-tables.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { notFound } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import type { Tables } from '../tables.ts';
import { searchWords } from '../text/fold.ts';
import { plainExcerpt } from '../text/markdown.ts';
import { matchesWords } from './session-search.ts';
import { alikeAmong, readNeeds, type Session, type SessionLead } from './session.ts';

const EXCERPT = 160;

/** A session in a list. */
export interface SessionSummary {
  readonly id: Id;
  readonly headline: string;
  readonly topic: string;
  readonly excerpt: string;
  readonly length: number;
  readonly wantsLead: boolean;
  readonly dayId: Id | null;
  readonly leads: readonly SessionLead[];
  readonly proposedAt: Timestamp;
  /** What the viewer said; null: not answered yet, or nobody asks. Leads say must by leading. */
  readonly level: InterestLevel | null;
  readonly canHelpLead: boolean;
  readonly leadByViewer: boolean;
}

export interface SessionFilter {
  readonly eventId: Id;
  /** Words that headline, text, topic or a lead's name must all contain. */
  readonly search?: string | undefined;
  readonly topic?: string | undefined;
  /** Only ideas looking for a lead. */
  readonly needsLead?: boolean | undefined;
  /** Only sessions this person has neither answered nor leads. */
  readonly notAnsweredBy?: Id | undefined;
  /** Whose interest is told with each session. */
  readonly viewerId?: Id | undefined;
}

/** The sessions of an event that still stand, newest first. Three statements, however many sessions. */
export async function listSessions(db: Db, filter: SessionFilter): Promise<SessionSummary[]> {
  const viewerId = filter.notAnsweredBy ?? filter.viewerId ?? null;
  const rows = await liveSessions(db, filter.eventId)
    .selectAll('sessions')
    .$if(filter.topic !== undefined, (q) => q.where('topic', '=', filter.topic ?? ''))
    .$if(filter.needsLead === true, (q) => q.where('wants_lead', '=', 1))
    .orderBy('proposed_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const leads = await leadsByEvent(db, filter.eventId);
  const answers = viewerId ? await answersOf(db, filter.eventId, viewerId) : new Map<Id, Answer>();
  const words = searchWords(filter.search ?? '');
  return rows
    .filter((row) => matchesWords(row, leads.get(row.id) ?? [], words))
    .map((row) => {
      const sessionLeads = leads.get(row.id) ?? [];
      const leadByViewer = viewerId !== null && sessionLeads.some((lead) => lead.personId === viewerId);
      const answer = answers.get(row.id);
      return {
        id: row.id,
        headline: row.headline,
        topic: row.topic,
        excerpt: plainExcerpt(row.problem, EXCERPT),
        length: row.length,
        wantsLead: row.wants_lead === 1,
        dayId: row.day_id,
        leads: sessionLeads,
        proposedAt: row.proposed_at,
        level: leadByViewer ? 'must' : (answer?.level ?? null),
        canHelpLead: answer?.can_help_lead === 1,
        leadByViewer,
      };
    })
    .filter((session) => !filter.notAnsweredBy || session.level === null);
}

export interface FoundSession extends Session {
  readonly proposerName: string | null;
  /** Where its address leads now, when it was merged. */
  readonly mergedTarget: { readonly id: Id; readonly headline: string } | null;
  /** Sessions that were merged into this one, with what they said. */
  readonly mergedFrom: readonly Pick<
    Session,
    'id' | 'headline' | 'problem' | 'contribution' | 'preparation'
  >[];
}

/** One session, also when withdrawn or merged; undefined when this event has none with this id. */
export async function findSession(db: Db, eventId: Id, sessionId: Id): Promise<FoundSession | undefined> {
  const row = await db
    .selectFrom('sessions')
    .leftJoin('people', 'people.id', 'sessions.proposed_by')
    .leftJoin('sessions as target', 'target.id', 'sessions.merged_into')
    .selectAll('sessions')
    .select(['people.name as proposer_name', 'target.headline as target_headline'])
    .where('sessions.id', '=', sessionId)
    .where('sessions.event_id', '=', eventId)
    .executeTakeFirst();
  if (!row) return undefined;
  const mergedFrom = await db
    .selectFrom('sessions')
    .select(['id', 'headline', 'problem', 'contribution', 'preparation'])
    .where('merged_into', '=', sessionId)
    .orderBy('id')
    .execute();
  const { leads, slots } = await partsOf(db, sessionId);
  return {
    ...toSession(row, leads, slots),
    proposerName: row.proposer_name,
    mergedTarget: row.merged_into ? { id: row.merged_into, headline: row.target_headline ?? '' } : null,
    mergedFrom,
  };
}

/** The current row of a session, for an action that changes it or reports it as stale. */
export async function readSession(db: Db, eventId: Id, sessionId: Id): Promise<Session> {
  const row = await db
    .selectFrom('sessions')
    .selectAll()
    .where('id', '=', sessionId)
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  if (!row) throw notFound('session', sessionId);
  const { leads, slots } = await partsOf(db, sessionId);
  return toSession(row, leads, slots);
}

/** The topics in use, in alphabetical order, with how many sessions each has. */
export async function topicsOf(db: Db, eventId: Id): Promise<{ topic: string; sessions: number }[]> {
  const rows = await liveSessions(db, eventId)
    .select((e) => ['topic', e.fn.countAll<number | string>().as('sessions')])
    .where('topic', '!=', '')
    .groupBy('topic')
    .execute();
  return rows
    .map(({ topic, sessions }) => ({ topic, sessions: Number(sessions) }))
    .sort((a, b) => a.topic.localeCompare(b.topic, 'en'));
}

/** Other sessions of the event whose headline reads the same. */
export async function sessionsAlike(
  db: Db,
  eventId: Id,
  headline: string,
  exceptId: Id | null,
): Promise<readonly { readonly id: Id; readonly headline: string }[]> {
  const rows = await liveSessions(db, eventId).select(['id', 'headline']).orderBy('id').execute();
  return alikeAmong(
    headline,
    rows.filter((row) => row.id !== exceptId),
  );
}

/** Sessions of the event that were neither withdrawn nor merged into another. */
export function liveSessions(db: Db, eventId: Id) {
  return db
    .selectFrom('sessions')
    .where('sessions.event_id', '=', eventId)
    .where('sessions.withdrawn_at', 'is', null)
    .where('sessions.merged_into', 'is', null);
}

/** The leads of every session of an event, in their order. */
export async function leadsByEvent(db: Db, eventId: Id): Promise<Map<Id, SessionLead[]>> {
  const rows = await leadRows(db, { eventId });
  const bySession = new Map<Id, SessionLead[]>();
  for (const row of rows) {
    const leads = bySession.get(row.session_id) ?? [];
    leads.push({ id: row.id, personId: row.person_id, name: row.name });
    bySession.set(row.session_id, leads);
  }
  return bySession;
}

const leadRows = prepared((db, { eventId }: { eventId: Id }) =>
  db
    .selectFrom('session_leads')
    .innerJoin('sessions', 'sessions.id', 'session_leads.session_id')
    .select(['session_leads.id', 'session_id', 'person_id', 'session_leads.name'])
    .where('sessions.event_id', '=', eventId)
    .orderBy('position')
    .orderBy('session_leads.id'),
);

interface Answer {
  readonly level: InterestLevel;
  readonly can_help_lead: number;
}

async function answersOf(db: Db, eventId: Id, personId: Id): Promise<Map<Id, Answer>> {
  const rows = await db
    .selectFrom('interest')
    .select(['session_id', 'level', 'can_help_lead'])
    .where('event_id', '=', eventId)
    .where('person_id', '=', personId)
    .execute();
  return new Map(rows.map((row) => [row.session_id, row]));
}

async function partsOf(db: Db, sessionId: Id): Promise<{ leads: SessionLead[]; slots: Id[] }> {
  const leads = await db
    .selectFrom('session_leads')
    .select(['id', 'person_id', 'name'])
    .where('session_id', '=', sessionId)
    .orderBy('position')
    .orderBy('id')
    .execute();
  const slots = await db
    .selectFrom('session_unavailable_slots')
    .select('slot_id')
    .where('session_id', '=', sessionId)
    .orderBy('slot_id')
    .execute();
  return {
    leads: leads.map((lead) => ({ id: lead.id, personId: lead.person_id, name: lead.name })),
    slots: slots.map((slot) => slot.slot_id),
  };
}

function toSession(row: Selectable<Tables['sessions']>, leads: SessionLead[], slots: Id[]): Session {
  return {
    id: row.id,
    eventId: row.event_id,
    headline: row.headline,
    problem: row.problem,
    contribution: row.contribution,
    preparation: row.preparation,
    topic: row.topic,
    length: row.length,
    needs: readNeeds(row.needs),
    wantsLead: row.wants_lead === 1,
    dayId: row.day_id,
    leads,
    unavailableSlotIds: slots,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    updatedAt: row.updated_at,
    withdrawnAt: row.withdrawn_at,
    mergedInto: row.merged_into,
    version: row.version,
  };
}
