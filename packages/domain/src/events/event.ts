import type { Selectable } from 'kysely';
import { timestamp, type Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import type { EventKind, EventTables, FreeCells, PageWriters, WalkIns } from './event-tables.ts';

export const EVENT_KINDS = [
  'hackathon',
  'unconference',
  'training',
  'conference',
] as const satisfies readonly EventKind[];

/** An event as the rest of the product reads it: columns parsed, first and last moment known. */
export interface Event {
  readonly id: Id;
  readonly seriesId: Id;
  readonly slug: string;
  readonly name: string;
  readonly kind: EventKind;
  readonly summary: string;
  /** Markdown. */
  readonly description: string;
  readonly audience: string;
  readonly topics: readonly string[];
  readonly zone: string;
  readonly venueName: string;
  readonly venueAddress: string;
  /** Markdown. */
  readonly travel: string;
  readonly capacity: number;
  readonly invitationsOpenAt: Timestamp | null;
  readonly cutOffAt: Timestamp | null;
  readonly confirmDays: number;
  readonly invitesNextItself: boolean;
  readonly reviewsMail: boolean;
  /** In per cent. */
  readonly noShowRegulars: number;
  readonly noShowNewcomers: number;
  readonly interestOpenedAt: Timestamp | null;
  /** Who takes free cells of a published day from the phone; organisers always may. */
  readonly freeCells: FreeCells;
  /** Who comes in at the door without an invitation. */
  readonly walkIns: WalkIns;
  /** Who writes its free pages; organisers always do. */
  readonly pagesBy: PageWriters;
  readonly announcedAt: Timestamp | null;
  readonly cancelledAt: Timestamp | null;
  readonly version: number;
  /** Local dates of the first and the last day; null while there is no day. */
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  /** The first slot's start and the last slot's end; a day without slots counts from midnight to midnight. */
  readonly startsAt: Timestamp | null;
  readonly endsAt: Timestamp | null;
}

/** A row of `events` with the aggregates that {@link parseEvent} needs. */
export type EventRow = Selectable<EventTables['events']> & {
  readonly starts_on: string | null;
  readonly ends_on: string | null;
  readonly first_start: Timestamp | null;
  readonly last_end: Timestamp | null;
};

export type Phase =
  'draft' | 'announced' | 'invitations-open' | 'invitations-closed' | 'running' | 'past' | 'cancelled';

export function parseEvent(row: EventRow): Event {
  return {
    id: row.id,
    seriesId: row.series_id,
    slug: row.slug,
    name: row.name,
    kind: row.kind,
    summary: row.summary,
    description: row.description,
    audience: row.audience,
    topics: JSON.parse(row.topics) as string[], // written by create-event and change-event only
    zone: row.zone,
    venueName: row.venue_name,
    venueAddress: row.venue_address,
    travel: row.travel,
    capacity: row.capacity,
    invitationsOpenAt: row.invitations_open_at,
    cutOffAt: row.cut_off_at,
    confirmDays: row.confirm_days,
    invitesNextItself: row.invites_next_itself === 1,
    reviewsMail: row.reviews_mail === 1,
    noShowRegulars: row.no_show_regulars,
    noShowNewcomers: row.no_show_newcomers,
    interestOpenedAt: row.interest_opened_at,
    freeCells: row.free_cells,
    walkIns: row.walk_ins,
    pagesBy: row.pages_by,
    announcedAt: row.announced_at,
    cancelledAt: row.cancelled_at,
    version: row.version,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    startsAt: startOf(row),
    endsAt: endOf(row),
  };
}

/** Where an event is in its life. What has been announced stays visible, also when it is cancelled. */
export function phaseOf(event: Event, now: Timestamp): Phase {
  if (event.cancelledAt) return 'cancelled';
  if (!event.announcedAt) return 'draft';
  if (event.endsAt && now >= event.endsAt) return 'past';
  if (event.startsAt && now >= event.startsAt) return 'running';
  const requests = requestsOf(event, now);
  if (requests === 'not-yet') return 'announced';
  return requests === 'open' ? 'invitations-open' : 'invitations-closed';
}

/** Time until nobody can ask for an invitation any more; null when that has passed or is not set. */
export function cutOffIn(event: Event, now: Timestamp): Temporal.Duration | null {
  if (!event.cutOffAt || now >= event.cutOffAt) return null;
  return Temporal.Instant.from(now)
    .until(event.cutOffAt)
    .round({
      largestUnit: 'days',
      smallestUnit: 'minutes',
      roundingMode: 'floor',
      relativeTo: Temporal.Instant.from(now).toZonedDateTimeISO(event.zone),
    });
}

/** Whether people can ask for an invitation now. Without a cut-off they can until the event starts. */
export function requestsOf(event: Event, now: Timestamp): 'not-yet' | 'open' | 'closed' {
  if (event.cancelledAt || (event.endsAt && now >= event.endsAt)) return 'closed';
  if (!event.announcedAt || !event.invitationsOpenAt || now < event.invitationsOpenAt) return 'not-yet';
  return now < (event.cutOffAt ?? event.startsAt ?? '9999') ? 'open' : 'closed';
}

function startOf(row: EventRow): Timestamp | null {
  if (!row.starts_on) return null;
  const nextDay = midnight(row.starts_on, row.zone, 1);
  return row.first_start && row.first_start < nextDay ? row.first_start : midnight(row.starts_on, row.zone);
}

function endOf(row: EventRow): Timestamp | null {
  if (!row.ends_on) return null;
  const lastDay = midnight(row.ends_on, row.zone);
  return row.last_end && row.last_end > lastDay ? row.last_end : midnight(row.ends_on, row.zone, 1);
}

function midnight(date: string, zone: string, plusDays = 0): Timestamp {
  const day = Temporal.PlainDate.from(date).add({ days: plusDays });
  return timestamp(day.toZonedDateTime(zone).toInstant());
}
