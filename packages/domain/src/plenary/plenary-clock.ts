import { later, type Timestamp } from '../kernel/clock.ts';

/**
 * A clock that counts down: running until an instant, or stopped with so many milliseconds left.
 * Neither: it was never started. What is stored survives a crash, and phones with a wrong clock
 * show it right, because they are told the server's time with it.
 */
export interface Countdown {
  readonly runsUntil: Timestamp | null;
  readonly leftMs: number | null;
}

export const NO_COUNTDOWN: Countdown = { runsUntil: null, leftMs: null };

/** Milliseconds left at `now`, never below zero; null for a clock that was never started. */
export function leftAt({ runsUntil, leftMs }: Countdown, now: Timestamp): number | null {
  if (runsUntil !== null) return Math.max(0, Date.parse(runsUntil) - Date.parse(now));
  return leftMs;
}

export function started(ms: number, now: Timestamp, paused = false): Countdown {
  return paused
    ? { runsUntil: null, leftMs: ms }
    : { runsUntil: later(now, { milliseconds: ms }), leftMs: null };
}

export function pausedAt(countdown: Countdown, now: Timestamp): Countdown {
  return countdown.runsUntil === null ? countdown : { runsUntil: null, leftMs: leftAt(countdown, now) };
}

export function resumedAt(countdown: Countdown, now: Timestamp): Countdown {
  return countdown.leftMs === null ? countdown : started(countdown.leftMs, now);
}

/** With so much more time from now on; running or paused as it was. A clock at zero starts from there. */
export function extendedBy(countdown: Countdown, ms: number, now: Timestamp): Countdown {
  const left = leftAt(countdown, now);
  return left === null ? countdown : started(left + ms, now, countdown.runsUntil === null);
}

/** Nobody can say anything in less, however late it is. */
export const LEAST_PITCH_MS = 30_000;

/** Time for one pitch: what is left for all of them, shared by those still to come. */
export function pitchShare(leftMs: number, pitchesLeft: number): number {
  return Math.max(LEAST_PITCH_MS, Math.floor(leftMs / Math.max(1, pitchesLeft)));
}
