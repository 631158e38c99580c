import type { Kysely, Transaction as KyselyTransaction } from 'kysely';
import type { Tables } from '../tables.ts';

/** A connection to the database, or a transaction on one. */
export type Db = Kysely<Tables>;

export type Transaction = KyselyTransaction<Tables>;
