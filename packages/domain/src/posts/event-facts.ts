import type { Db } from '../database/db.ts';
import type { Event } from '../events/event.ts';
import { eventGrid, eventOrganisations, eventOrThrow, type Organisation } from '../events/event-queries.ts';
import type { GridDay, GridSlot } from '../events/grid.ts';
import type { InvitationState } from '../invitations/invitation-tables.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { archive } from '../materials/archive-queries.ts';
import type { MaterialKind } from '../materials/material.ts';
import { itemsOfEvent } from '../notes/action-item-queries.ts';
import { decisionsIn } from '../notes/notes.ts';
import { notesTexts } from '../notes/notes-queries.ts';
import { publishedSchedule } from '../schedule/published-schedule.ts';
import { liveSessions } from '../sessions/session-queries.ts';

/** What an announcement is made of. */
export interface AnnouncementFacts {
  readonly event: Event;
  readonly organisations: readonly Organisation[];
  readonly days: readonly GridDay[];
  readonly slots: readonly GridSlot[];
}

/** A session that took place, with what it left for everybody. */
export interface HeldSession {
  readonly id: Id;
  readonly headline: string;
  readonly topic: string;
  readonly leads: readonly string[];
  readonly startsAt: Timestamp;
  readonly endsAt: Timestamp;
  readonly areaLabel: string;
  /** As somebody counted who was there. */
  readonly heads: number | null;
  readonly hasNotes: boolean;
  readonly materials: readonly LeftMaterial[];
}

export interface LeftMaterial {
  readonly id: Id;
  readonly kind: MaterialKind;
  readonly title: string;
  /** Empty: files. */
  readonly link: string;
}

interface OfSession {
  readonly sessionId: Id;
  readonly headline: string;
}

export interface Decision extends OfSession {
  /** Markdown, as the notes say it. */
  readonly text: string;
}

export interface Task extends OfSession {
  readonly what: string;
  readonly ownerName: string;
  /** A calendar date. */
  readonly due: string | null;
  readonly done: boolean;
}

/** What a report is made of: nothing that the public could not look up, except for the numbers of people. */
export interface ReportFacts {
  readonly event: Event;
  readonly organisations: readonly Organisation[];
  readonly people: {
    readonly asked: number;
    /** When each of those asked, in order. */
    readonly askedAt: readonly Timestamp[];
    readonly confirmed: number;
    readonly came: number;
  };
  /** Proposed and not withdrawn, whether they got a place or not. */
  readonly proposed: number;
  /** In the order of the schedule. */
  readonly sessions: readonly HeldSession[];
  /** Of the event as a whole. */
  readonly materials: readonly LeftMaterial[];
  readonly decisions: readonly Decision[];
  readonly tasks: readonly Task[];
}

const MOST_MATERIALS = 1000;
const CONFIRMED: ReadonlySet<InvitationState> = new Set(['confirmed', 'attended', 'no-show']);

/** What is known of an event before it begins. Six statements. */
export async function announcementFacts(db: Db, eventId: Id): Promise<AnnouncementFacts> {
  const { days, slots } = await eventGrid(db, eventId);
  const organisations = await eventOrganisations(db, eventId);
  return { event: await eventOrThrow(db, eventId), organisations, days, slots };
}

/** What happened at an event. The same number of statements, however much it was. */
export async function reportFacts(db: Db, eventId: Id): Promise<ReportFacts> {
  const event = await eventOrThrow(db, eventId);
  const schedule = await publishedSchedule(db, eventId);
  const notes = await notesTexts(db, eventId, { frozenOnly: true });
  const { materials } = await archive(db, { eventSlug: event.slug, perPage: MOST_MATERIALS });
  const heads = await headCounts(db, eventId);
  const headlines = new Map(notes.map((one) => [one.sessionId, one.headline]));
  const bySession = Map.groupBy(materials, (material) => material.session?.id ?? null);
  return {
    event,
    organisations: await eventOrganisations(db, eventId),
    people: await peopleOf(db, eventId),
    proposed: await proposedIn(db, eventId),
    sessions: schedule.sessions
      .filter((session) => !session.cancelled)
      .map(({ id, headline, topic, leads, startsAt, endsAt, areaLabel }) => ({
        ...{ id, headline, topic, leads, startsAt, endsAt, areaLabel },
        heads: heads.get(id) ?? null,
        hasNotes: headlines.has(id),
        materials: (bySession.get(id) ?? []).map(leftMaterial),
      })),
    materials: (bySession.get(null) ?? []).map(leftMaterial),
    decisions: notes.flatMap(({ sessionId, headline, text }) =>
      decisionsIn(text).map((decision) => ({ sessionId, headline, text: decision })),
    ),
    tasks: (await itemsOfEvent(db, eventId, { frozenOnly: true })).map(
      ({ sessionId, what, ownerName, due, done }) => ({
        ...{ sessionId, what, ownerName, due, done },
        headline: headlines.get(sessionId) ?? '',
      }),
    ),
  };
}

async function peopleOf(db: Db, eventId: Id): Promise<ReportFacts['people']> {
  const all = await db
    .selectFrom('invitations')
    .select(['state', 'walked_in', 'requested_at'])
    .where('event_id', '=', eventId)
    .orderBy('requested_at')
    .execute();
  const asked = all.filter((row) => row.walked_in === 0);
  return {
    asked: asked.length,
    askedAt: asked.map((row) => row.requested_at),
    confirmed: asked.filter((row) => CONFIRMED.has(row.state)).length,
    came: all.filter((row) => row.state === 'attended').length,
  };
}

async function proposedIn(db: Db, eventId: Id): Promise<number> {
  const { count } = await liveSessions(db, eventId)
    .select((s) => s.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function headCounts(db: Db, eventId: Id): Promise<Map<Id, number>> {
  const rows = await db
    .selectFrom('head_counts')
    .innerJoin('sessions', 'sessions.id', 'session_id')
    .select(['session_id', 'people'])
    .where('event_id', '=', eventId)
    .execute();
  return new Map(rows.map((row) => [row.session_id, row.people]));
}

function leftMaterial({ id, kind, title, link }: LeftMaterial): LeftMaterial {
  return { id, kind, title, link };
}
