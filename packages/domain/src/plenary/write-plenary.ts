import type { InsertQueryBuilder, InsertResult } from 'kysely';
import type { Transaction } from '../database/db.ts';
import type { Work } from '../kernel/action.ts';
import type { Id } from '../kernel/ids.ts';
import type { Plenary } from './plenary.ts';
import { NO_COUNTDOWN, pausedAt, started, type Countdown } from './plenary-clock.ts';
import type { PitchState, PlenaryTables } from './plenary-tables.ts';
import type { Tables } from '../tables.ts';

type Columns = Partial<Pick<PlenaryTables['plenaries'], 'step' | 'current_id' | 'closed_at'>> & {
  readonly leads_place?: number;
};

/** Writes how a plenary goes on and tells everybody who follows it. */
export async function writePlenary(
  { tx, record }: Pick<Work<unknown>, 'tx' | 'record'>,
  plenary: Pick<Plenary, 'id' | 'eventId'>,
  next: Columns & { readonly clock?: Countdown; readonly pitchClock?: Countdown },
): Promise<void> {
  const { clock, pitchClock, ...columns } = next;
  await tx
    .updateTable('plenaries')
    .set({
      ...columns,
      ...(clock && { runs_until: clock.runsUntil, left_ms: clock.leftMs }),
      ...(pitchClock && { pitch_until: pitchClock.runsUntil, pitch_left_ms: pitchClock.leftMs }),
    })
    .where('id', '=', plenary.id)
    .execute();
  record(plenaryChanged(plenary));
}

export function plenaryChanged({ id, eventId }: Pick<Plenary, 'id' | 'eventId'>) {
  return { kind: 'plenary.changed', eventId, subjectId: id, audience: 'participants' } as const;
}

/** What is noted of one session in a plenary. */
export async function notePitch(
  tx: Transaction,
  plenaryId: Id,
  sessionId: Id,
  noted: { readonly state: PitchState } | { readonly counted: number | null },
): Promise<void> {
  await tx
    .insertInto('pitches')
    .values({ plenary_id: plenaryId, session_id: sessionId, position: null, counted: null, ...noted })
    .onConflict((conflict) => conflict.columns(['plenary_id', 'session_id']).doUpdateSet(noted))
    .execute();
}

/** Remembers who was in the queue: what finds no place today comes first at the next plenary. */
export async function noteQueue(tx: Transaction, plenaryId: Id, sessionIds: readonly Id[]): Promise<void> {
  await insertPitches(tx, plenaryId, sessionIds, (insert) =>
    insert.onConflict((conflict) => conflict.columns(['plenary_id', 'session_id']).doNothing()),
  );
}

/** Gives every session of the queue its place in it. */
export async function noteOrder(tx: Transaction, plenaryId: Id, sessionIds: readonly Id[]): Promise<void> {
  await insertPitches(tx, plenaryId, sessionIds, (insert) =>
    insert.onConflict((conflict) =>
      conflict
        .columns(['plenary_id', 'session_id'])
        .doUpdateSet((row) => ({ position: row.ref('excluded.position') })),
    ),
  );
}

const MANY = 200;

async function insertPitches(
  tx: Transaction,
  plenaryId: Id,
  sessionIds: readonly Id[],
  onConflict: (insert: Insert) => Insert,
): Promise<void> {
  const rows = sessionIds.map((sessionId, position) => ({
    plenary_id: plenaryId,
    session_id: sessionId,
    position,
    counted: null,
  }));
  for (let from = 0; from < rows.length; from += MANY)
    await onConflict(tx.insertInto('pitches').values(rows.slice(from, from + MANY))).execute();
}

type Insert = InsertQueryBuilder<Tables, 'pitches', InsertResult>;

const MINUTE_MS = 60_000;

/** The clock that a step begins with: writing and pitching have a time, the others take what they need. */
export function clockOfStep(
  plenary: Pick<Plenary, 'writeMinutes' | 'pitchMinutes'>,
  step: Plenary['step'],
  now: string,
): Countdown {
  if (step === 'write') return started(plenary.writeMinutes * MINUTE_MS, now);
  if (step === 'pitch') return pausedAt(started(plenary.pitchMinutes * MINUTE_MS, now), now); // runs from the first pitch
  return NO_COUNTDOWN;
}
