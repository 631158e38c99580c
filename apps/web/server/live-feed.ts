import type { OpenDatabase } from '@plenary/domain/database/open-database.ts';
import type { Audience } from '@plenary/domain/database/database-tables.ts';

/** One change as a live page hears of it: what kind, of what; the page then asks for what it may see. */
export interface LiveChange {
  readonly seq: number;
  readonly eventId: string | null;
  readonly kind: string;
  readonly subjectId: string | null;
  readonly audience: Audience;
}

export interface LiveFeed {
  /** The number of the newest change, to resume from. */
  newest(): number;
  /** Changes of an event after `seq`, oldest first; undefined when there are too many to replay. */
  since(eventId: string, seq: number): Promise<LiveChange[] | undefined>;
  subscribe(eventId: string, listener: (change: LiveChange) => void): () => void;
  /** Calls back when the server is about to stop, until the returned function is called. */
  onClose(listener: () => void): () => void;
  close(): void;
}

/** For processes that PostgreSQL's NOTIFY does not reach, and as a net below it. */
const LOOK_EVERY_MS = 2000;
const REPLAY_AT_MOST = 500;
const READ_AT_ONCE = 1000;

/** Follows the `changes` table and tells subscribers of their event's changes, in order and once. */
export async function startLiveFeed({ db, onCommit }: OpenDatabase): Promise<LiveFeed> {
  const ending = new Set<() => void>();
  const listeners = new Map<string, Set<(change: LiveChange) => void>>();
  const last = await db
    .selectFrom('changes')
    .select((c) => c.fn.max('seq').as('seq'))
    .executeTakeFirst();
  let newest = Number(last?.seq ?? 0);
  let reading: Promise<void> | undefined;
  let again = false;
  let closed = false;

  const columns = ['seq', 'event_id as eventId', 'kind', 'subject_id as subjectId', 'audience'] as const;

  const look = (): void => {
    again = true;
    reading ??= (async () => {
      while (again && !closed) {
        again = false;
        const changes = await db
          .selectFrom('changes')
          .select(columns)
          .where('seq', '>', newest)
          .orderBy('seq')
          .limit(READ_AT_ONCE)
          .execute();
        if (changes.length === READ_AT_ONCE) again = true;
        for (const change of changes) {
          newest = change.seq;
          for (const listener of listeners.get(change.eventId ?? '') ?? []) listener(change);
        }
      }
    })()
      .catch(() => undefined) // the database is away: the next look finds what was missed
      .finally(() => {
        reading = undefined;
      });
  };

  const silence = onCommit(look);
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return {
    newest: () => newest,
    since: async (eventId, seq) => {
      const changes = await db
        .selectFrom('changes')
        .select(columns)
        .where('event_id', '=', eventId)
        .where('seq', '>', seq)
        .orderBy('seq')
        .limit(REPLAY_AT_MOST + 1)
        .execute();
      return changes.length > REPLAY_AT_MOST ? undefined : changes;
    },
    subscribe: (eventId, listener) => {
      const set = listeners.get(eventId) ?? new Set();
      listeners.set(eventId, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0) listeners.delete(eventId);
      };
    },
    onClose: (listener) => {
      if (closed) queueMicrotask(listener); // came in while the server stops
      ending.add(listener);
      return () => void ending.delete(listener);
    },
    close: () => {
      closed = true;
      for (const end of [...ending]) end();
      silence();
      clearInterval(timer);
    },
  };
}
