import type { Generated } from 'kysely';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

export type EventKind = 'hackathon' | 'unconference' | 'training' | 'conference';
export type SlotKind = 'plenary' | 'sessions' | 'break' | 'social';
export type FreeCells = 'leads' | 'nobody';
/** Who writes pages of an event: everybody with a place, or its organisers. */
export type PageWriters = 'attendees' | 'organisers';
/** Who comes in at the door without an invitation. */
export type WalkIns = 'nobody' | 'while-free' | 'everybody';
export type EventRole = 'organiser' | 'helper';

export interface EventTables {
  series: { id: Id; name: string };
  events: {
    id: Id;
    series_id: Id;
    slug: string;
    name: string;
    kind: EventKind;
    summary: string;
    /** Markdown. */
    description: string;
    /** Who it is for. */
    audience: string;
    /** JSON array of topics. */
    topics: string;
    /** IANA time zone. */
    zone: string;
    venue_name: string;
    venue_address: string;
    /** Markdown. */
    travel: string;
    capacity: number;
    invitations_open_at: Timestamp | null;
    cut_off_at: Timestamp | null;
    /** Days an invited person has to confirm. */
    confirm_days: number;
    /** 1: when a place comes free, the next on the waiting list is invited without an organiser. */
    invites_next_itself: number;
    /** 1: mail of this event waits in the outbox for review. */
    reviews_mail: number;
    /** Expected no-shows in per cent. */
    no_show_regulars: number;
    no_show_newcomers: number;
    /** When everybody may see totals of interest; null while hidden. */
    interest_opened_at: Timestamp | null;
    announced_at: Timestamp | null;
    cancelled_at: Timestamp | null;
    /** Who takes free cells of a published day from the phone. */
    free_cells: Generated<FreeCells>;
    walk_ins: Generated<WalkIns>;
    /** Who writes its free pages; each page may be narrowed further. */
    pages_by: Generated<PageWriters>;
    /** When it was forgotten who did not come; they are not noted anew. */
    no_shows_forgotten_at: Timestamp | null;
    /** Part of the secret address of the screens: counting up revokes the old one. */
    wall_number: Generated<number>;
    version: Generated<number>;
    created_at: Timestamp;
  };
  /** One row an event, updated to take turns; see `database/turn.ts`. */
  turns: { event_id: Id; taken: Generated<number> };
  event_organisations: {
    id: Id;
    event_id: Id;
    role: 'host' | 'sponsor';
    name: string;
    url: string;
    position: number;
  };
  event_roles: {
    event_id: Id;
    person_id: Id;
    role: EventRole;
    given_at: Timestamp;
    given_by: Id | null;
  };
  event_days: {
    id: Id;
    event_id: Id;
    /** Local calendar date. */
    date: string;
    proposing_closed_at: Timestamp | null;
  };
  slots: {
    id: Id;
    event_id: Id;
    day_id: Id;
    kind: SlotKind;
    title: string;
    starts_at: Timestamp;
    /** May be after midnight and still belongs to its day. */
    ends_at: Timestamp;
  };
  areas: {
    id: Id;
    event_id: Id;
    /** Unique within the event: "1", "B", "Kitchen". */
    label: string;
    name: string;
    /** null: a commons without limit. */
    seats: number | null;
    /** JSON array of features: screen, whiteboard, quiet, step-free. */
    features: string;
    online_link: string;
    position: number;
  };
  area_closures: { area_id: Id; slot_id: Id };
}
