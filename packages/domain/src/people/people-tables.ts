import type { Generated } from 'kysely';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

/** The columns of a person that better-auth writes are in its shapes; see `people/accounts.ts`. */
export interface PeopleTables {
  people: {
    id: Id;
    name: string;
    email: string;
    /** 1 once somebody has opened a link that was mailed there. */
    email_verified: Generated<number>;
    image: string | null;
    affiliation: Generated<string>;
    locale: string | null;
    site_owner_since: Timestamp | null;
    /** Part of the secret calendar address: counting up revokes the old one. */
    calendar_number: Generated<number>;
    created_at: Timestamp;
    updated_at: Timestamp;
  };
  auth_sessions: {
    id: Id;
    person_id: Id;
    token: string;
    expires_at: Timestamp;
    ip_address: string | null;
    user_agent: string | null;
    created_at: Timestamp;
    updated_at: Timestamp;
  };
  auth_accounts: {
    id: Id;
    account_id: string;
    provider_id: string;
    person_id: Id;
    created_at: Timestamp;
    updated_at: Timestamp;
  };
  auth_verifications: {
    id: Id;
    identifier: string;
    value: string;
    expires_at: Timestamp;
    created_at: Timestamp;
    updated_at: Timestamp;
  };
  passkeys: {
    id: Id;
    name: string | null;
    person_id: Id;
    credential_id: string;
    created_at: Timestamp | null;
  };
}
