import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import type { Countdown } from './plenary-clock.ts';
import type { PitchState, PlenaryStep } from './plenary-tables.ts';

/** In the order of the morning; each may be skipped, and gone back to. */
export const STEPS = [
  'write',
  'pitch',
  'merge',
  'place',
  'publish',
] as const satisfies readonly PlenaryStep[];

/** The plenary of one day, without its queue. */
export interface Plenary {
  readonly id: Id;
  readonly eventId: Id;
  readonly dayId: Id;
  /** Local calendar date of the day. */
  readonly date: string;
  readonly step: PlenaryStep;
  readonly writeMinutes: number;
  readonly pitchMinutes: number;
  readonly clock: Countdown;
  readonly currentId: Id | null;
  readonly pitchClock: Countdown;
  /** Leads place their own sessions from the phone. */
  readonly leadsPlace: boolean;
  readonly closedAt: Timestamp | null;
}

/** A session in the queue of the morning. */
export interface Pitch {
  readonly sessionId: Id;
  readonly headline: string;
  readonly leads: readonly { readonly personId: Id | null; readonly name: string }[];
  readonly state: PitchState;
  /** It was in an earlier plenary and found no place: it comes first. */
  readonly carried: boolean;
  /** People who said that they want or must be there, leads not among them. */
  readonly hands: number;
  /** Counted in the room and typed in. */
  readonly counted: number | null;
}

/** What the order of the queue depends on. */
export interface Queued {
  readonly sessionId: Id;
  readonly position: number | null;
  readonly carried: boolean;
  readonly proposedAt: Timestamp;
}

/** Those that were put somewhere first, in that order; then what found no place yesterday; then as proposed. */
export function inQueueOrder<T extends Queued>(waiting: readonly T[]): T[] {
  return waiting.toSorted(
    (a, b) =>
      (a.position ?? Number.MAX_SAFE_INTEGER) - (b.position ?? Number.MAX_SAFE_INTEGER) ||
      Number(b.carried) - Number(a.carried) ||
      compare(a.proposedAt, b.proposedAt) ||
      compare(a.sessionId, b.sessionId),
  );
}

/** `ids` with `moved` right before `before`, or last when that is null. */
export function movedBefore(ids: readonly Id[], moved: Id, before: Id | null): Id[] {
  const others = ids.filter((id) => id !== moved);
  const at = before === null ? -1 : others.indexOf(before);
  return at === -1 ? [...others, moved] : others.toSpliced(at, 0, moved);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
