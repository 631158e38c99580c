import type { Db } from '../database/db.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

export interface PushDevice {
  readonly id: Id;
  readonly signInId: Id;
  readonly device: string;
  readonly keptAt: Timestamp;
  readonly toldAt: Timestamp | null;
  /** What its push service answered to the last notice, when it took none. */
  readonly failure: string | null;
}

/** The devices that take notices for a person, the latest first. */
export function listPushDevices(db: Db, personId: Id): Promise<PushDevice[]> {
  return db
    .selectFrom('push_devices')
    .select(['id', 'sign_in_id as signInId', 'device', 'kept_at as keptAt', 'told_at as toldAt', 'failure'])
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .execute();
}
