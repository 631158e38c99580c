import type { MergeOffer } from '@plenary/domain/plenary/merge-queries.ts';
import type { Countdown } from '@plenary/domain/plenary/plenary-clock.ts';
import type { Pitch, Plenary } from '@plenary/domain/plenary/plenary.ts';
import type { PlenaryDay } from '@plenary/domain/plenary/read-plenary.ts';
import type { Answer } from '#lib/interest/tap.ts';
import type { SimilarPair } from '@plenary/domain/plenary/similar-sessions.ts';

/** What the control, the screen and the phones follow; the same for all who look from the same place. */
export interface PlenaryState {
  /** The server's time. */
  readonly now: string;
  readonly open: OpenPlenary | null;
}

/** What a phone follows: also what its person said of each session, and whether they lead it. */
export interface PhoneState extends PlenaryState {
  readonly said: Readonly<Record<string, Answer>>;
}

/** What the control follows: also what would be published; null at other steps, and for those who may not. */
export interface ControlState extends PlenaryState {
  readonly coming: { readonly number: number; readonly changes: number } | null;
}

export interface OpenPlenary extends Pick<
  Plenary,
  'step' | 'date' | 'clock' | 'pitchClock' | 'currentId' | 'leadsPlace'
> {
  readonly queue: readonly ShownPitch[];
  readonly offers: readonly MergeOffer[];
  readonly similar: readonly SimilarPair[];
  readonly day: PlenaryDay | null;
  readonly run: ShownRun | null;
}

export interface ShownPitch extends Pick<Pitch, 'sessionId' | 'headline' | 'state' | 'carried'> {
  readonly leads: string;
  /** null: not told yet. */
  readonly hands: number | null;
  readonly counted: number | null;
}

export interface ShownRun {
  readonly kind: 'running' | 'done' | 'failed';
  readonly share: number;
  readonly placed: number | null;
  readonly served: number | null;
  readonly bound: number | null;
}

/** Milliseconds left; null for a clock that is not set. */
export function msLeft({ runsUntil, leftMs }: Countdown, now: string): number | null {
  if (runsUntil !== null) return Math.max(0, Date.parse(runsUntil) - Date.parse(now));
  return leftMs;
}

/** 4:05 */
export function clockText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function current(open: OpenPlenary): ShownPitch | undefined {
  return open.queue.find((pitch) => pitch.sessionId === open.currentId);
}

/** What was pitched or waits and has no place; who was not in the room needs none. */
export function unplaced({ queue, day }: OpenPlenary): ShownPitch[] {
  const placed = new Set(day?.placed.map((one) => one.sessionId));
  return queue.filter((pitch) => pitch.state !== 'skipped' && !placed.has(pitch.sessionId));
}

/** Those that wait, in their order, without the one on the stage. */
export function waiting(open: OpenPlenary): ShownPitch[] {
  return open.queue.filter((pitch) => pitch.state === 'waiting' && pitch.sessionId !== open.currentId);
}
