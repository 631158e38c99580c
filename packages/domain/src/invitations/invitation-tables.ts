import type { Generated } from 'kysely';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

export type InvitationState =
  | 'requested'
  | 'waitlisted'
  | 'invited'
  | 'confirmed'
  | 'attended'
  | 'no-show'
  | 'declined'
  | 'expired'
  | 'withdrawn';

export interface InvitationTables {
  /** One person towards one event. */
  invitations: {
    id: Id;
    event_id: Id;
    person_id: Id;
    state: InvitationState;
    name: string;
    affiliation: string;
    wants_to_work_on: string;
    /** Seen by organisers only. */
    organiser_note: string;
    /** 1 when this person has attended no earlier event of the series. */
    newcomer: number;
    /** What the person eats, in their words; for who orders the food. */
    food: Generated<string>;
    /** 1 when helpers let this person in at the door, without an invitation. */
    walked_in: Generated<number>;
    /** What the person is told with a decline. */
    reason: string;
    requested_at: Timestamp;
    waitlisted_at: Timestamp | null;
    invited_at: Timestamp | null;
    confirm_by: Timestamp | null;
    confirmed_at: Timestamp | null;
    version: Generated<number>;
  };
  /** Every state an invitation has been in, who brought it there, and when. */
  invitation_steps: {
    id: Id;
    invitation_id: Id;
    state: InvitationState;
    at: Timestamp;
    by_person_id: Id | null;
    reason: string;
  };
}
