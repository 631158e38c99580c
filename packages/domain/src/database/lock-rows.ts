import type { SelectQueryBuilder } from 'kysely';
import type { Db } from './db.ts';
import { engineOf } from './engine.ts';

/**
 * Rows that no other transaction is busy with: `for update skip locked` on PostgreSQL. On SQLite
 * the transaction began as `immediate` and is the only one, so nothing needs to be added.
 */
export function skipLocked<DB, TB extends keyof DB, O>(
  db: Db,
  query: SelectQueryBuilder<DB, TB, O>,
): SelectQueryBuilder<DB, TB, O> {
  return engineOf(db) === 'postgres' ? query.forUpdate().skipLocked() : query;
}

/** Rows that are this transaction's alone until it ends: `for update` on PostgreSQL, nothing on SQLite. */
export function lockRows<DB, TB extends keyof DB, O>(
  db: Db,
  query: SelectQueryBuilder<DB, TB, O>,
): SelectQueryBuilder<DB, TB, O> {
  return engineOf(db) === 'postgres' ? query.forUpdate() : query;
}
