import type { Generated } from 'kysely';
import type { Id } from '../kernel/ids.ts';
import type { Timestamp } from '../kernel/clock.ts';

/** Who may be told of a change: everybody, the event's participants, or its organisers only. */
export type Audience = 'public' | 'participants' | 'organisers';

export interface DatabaseTables {
  /** What live pages read, in the order of commits; resumable by `seq`. */
  changes: {
    seq: Generated<number>;
    at: Timestamp;
    event_id: Id | null;
    kind: string;
    subject_id: Id | null;
    audience: Audience;
  };
  /** Who did what, when. Ids only: no personal text. */
  audit_log: {
    id: Id;
    at: Timestamp;
    actor_kind: string;
    person_id: Id | null;
    action: string;
    event_id: Id | null;
    subject_id: Id | null;
  };
  idempotency_keys: { key: string; result: string | null; at: Timestamp };
  /** Values that belong to the whole site and are not settings: the owner link's hash, when set up. */
  site: { key: string; value: string };
}
