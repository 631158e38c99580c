import type { Generated } from 'kysely';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

export interface JobTables {
  /** Work for later. A finished job's row is gone; a dead one stays until the operator decides. */
  jobs: {
    id: Id;
    kind: string;
    /** JSON. */
    payload: string;
    run_at: Timestamp;
    attempts: Generated<number>;
    leased_until: Timestamp | null;
    leased_by: string | null;
    last_error: string | null;
    dead_at: Timestamp | null;
    unique_key: string | null;
  };
}
