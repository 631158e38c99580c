import type { Transaction } from '../database/db.ts';
import type { Actor } from './actor.ts';
import { timestamp, type Clock } from './clock.ts';

interface Once {
  readonly key: string | undefined;
  readonly action: string;
  readonly actor: Actor;
  readonly clock: Clock;
}

/**
 * Does the work once per (key, action, actor): a second submission of the same form gets the first
 * one's answer. The key's row is in the same transaction as the work, so both are there or neither.
 */
export async function onlyOnce<T>(tx: Transaction, once: Once, work: () => Promise<T>): Promise<T> {
  if (!once.key) return work();
  const key = `${once.action} ${ownerOf(once.actor)} ${once.key.slice(0, 100)}`;
  const taken = await tx
    .insertInto('idempotency_keys')
    .values({ key, result: null, at: timestamp(once.clock.now()) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst();
  if (!taken) {
    const first = await tx
      .selectFrom('idempotency_keys')
      .select('result')
      .where('key', '=', key)
      .executeTakeFirstOrThrow();
    return JSON.parse(first.result ?? 'null') as T; // written below by the same action, so of the same type
  }
  const value = await work();
  await tx
    .updateTable('idempotency_keys')
    .set({ result: JSON.stringify(value ?? null) })
    .where('key', '=', key)
    .execute();
  return value;
}

function ownerOf(actor: Actor): string {
  switch (actor.kind) {
    case 'person':
      return actor.personId;
    case 'link-holder':
      return actor.invitationId;
    case 'system':
      return actor.task;
    case 'visitor':
      return 'visitor';
  }
}
