import type { z } from 'zod';
import type { Db, Transaction } from '../database/db.ts';
import { recordChanges, type Change } from '../database/record-changes.ts';
import type { Actor } from './actor.ts';
import { timestamp, type Clock, type Timestamp } from './clock.ts';
import { DomainError } from './errors.ts';
import { onlyOnce } from './only-once.ts';
import { readInput } from './read-input.ts';
import type { Site } from './site.ts';

/** The smallest object an action works with. `db` may be a connection or a transaction. */
export interface Needs {
  readonly db: Db;
  readonly clock: Clock;
  /** Sent along by a form or client: the same key from the same actor does the thing once. */
  readonly idempotencyKey?: string | undefined;
  /** Needed by actions that put links into mails. */
  readonly site?: Site | undefined;
}

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: DomainError };

/** What an action works with once its input is read: one transaction, one moment, one actor. */
export interface Work<Input> {
  readonly tx: Transaction;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly input: Input;
  readonly now: Timestamp;
  /** Throws when the caller gave none: that is a mistake in our code, not the actor's. */
  readonly site: Site;
  /** Notes what changed; written with the audit row when the work is done. */
  record(change: Change): void;
}

export interface ActionDefinition<S extends z.ZodType, T> {
  /** As an organiser would say it: `propose-session`. Names the audit row. */
  readonly name: string;
  readonly input: S;
  /** Throws a DomainError when the actor may not do this. Runs inside the transaction. */
  readonly allow: (work: Work<z.output<S>>) => Promise<void> | void;
  readonly run: (work: Work<z.output<S>>) => Promise<T>;
}

export interface Action<S extends z.ZodType, T> {
  (needs: Needs, actor: Actor, input: z.input<S>): Promise<Result<T>>;
  readonly actionName: string;
  readonly inputSchema: S;
}

/**
 * Makes an action: reads the input, checks the permission and does the work in one transaction
 * together with its rows in `changes` and `audit_log`. Failures that a person can understand come
 * back as values; anything else is thrown, and the transaction with it is undone.
 */
export function defineAction<S extends z.ZodType, T>(definition: ActionDefinition<S, T>): Action<S, T> {
  async function action(needs: Needs, actor: Actor, input: z.input<S>): Promise<Result<T>> {
    try {
      const read = readInput(definition.input, input);
      const value = await inTransaction(needs.db, (tx) =>
        onlyOnce(tx, { key: needs.idempotencyKey, action: definition.name, actor, clock: needs.clock }, () =>
          perform(definition, needs, tx, actor, read),
        ),
      );
      return { ok: true, value };
    } catch (error) {
      if (error instanceof DomainError) return { ok: false, error };
      throw error;
    }
  }
  return Object.assign(action, { actionName: definition.name, inputSchema: definition.input });
}

/** The value of a result; an expected failure is thrown. For actions inside actions, jobs and the sample. */
export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw result.error;
}

async function perform<S extends z.ZodType, T>(
  definition: ActionDefinition<S, T>,
  needs: Needs,
  tx: Transaction,
  actor: Actor,
  input: z.output<S>,
): Promise<T> {
  const changes: Change[] = [];
  const work: Work<z.output<S>> = {
    tx,
    clock: needs.clock,
    actor,
    input,
    now: timestamp(needs.clock.now()),
    get site() {
      if (!needs.site) throw new Error(`${definition.name} writes links and was called without a site.`);
      return needs.site;
    },
    record: (change) => void changes.push(change),
  };
  await definition.allow(work);
  const value = await definition.run(work);
  await recordChanges(tx, { action: definition.name, actor, at: work.now, changes });
  return value;
}

/** Runs `work` in a transaction: the one that `db` already is, or one of its own. */
export function inTransaction<T>(db: Db, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db as Transaction) : db.transaction().execute(work); // isTransaction has just said so
}
