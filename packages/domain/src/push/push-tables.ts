import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

export interface PushTables {
  /** The pair of keys that tells push services who sends (RFC 8292, "VAPID"). One row, made at the first start. */
  push_keys: { id: string; public_key: string; private_key: string; made_at: Timestamp };
  /** A browser that takes notices for a person. It goes with the sign-in on that device. */
  push_devices: {
    id: Id;
    person_id: Id;
    sign_in_id: Id;
    /** Where its push service takes messages: secret, and typed in by a browser we cannot trust. */
    endpoint: string;
    /** The browser's public key and secret, base64url (RFC 8291). */
    p256dh: string;
    auth: string;
    device: string;
    kept_at: Timestamp;
    told_at: Timestamp | null;
    failed_at: Timestamp | null;
    failure: string | null;
  };
}
