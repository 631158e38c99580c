import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

/** What somebody at the door says of a person: is here, has left, or that earlier marks of the day were a mistake. */
export type MarkKind = 'here' | 'left' | 'undo';

export interface CheckInTables {
  /** Everything said at the door. Only ever added to: who is here follows from all marks together. */
  door_marks: {
    event_id: Id;
    /** Made where the mark was made: one that is sent twice is one mark. */
    key: string;
    invitation_id: Id;
    kind: MarkKind;
    /** When it happened, on the server's clock, also when it was sent later. */
    at: Timestamp;
    by_person_id: Id | null;
  };
}
