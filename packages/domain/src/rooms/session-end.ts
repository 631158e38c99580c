import { later, type Timestamp } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';

/** What one tap adds. */
export const LONGER = { minutes: 10 };
/** Beyond that it is another session. */
export const LONGEST = { minutes: 60 };

export const SESSION_ENDS = ['now', 'longer', 'planned'] as const;
export type SaidEnd = (typeof SESSION_ENDS)[number];

export interface RunningSession {
  readonly headline: string;
  readonly startsAt: Timestamp;
  readonly plannedEnd: Timestamp;
  /** As it was last said; else as planned. */
  readonly endsAt: Timestamp;
}

/** When a session ends after somebody has said so. Throws where it does not run, or would go on for too long. */
export function newEnd(said: SaidEnd, session: RunningSession, now: Timestamp): Timestamp {
  const { headline, startsAt, plannedEnd, endsAt } = session;
  const isOn = startsAt <= now && now < (endsAt > plannedEnd ? endsAt : plannedEnd);
  if (!isOn || (said === 'longer' && now >= endsAt))
    throw new DomainError('wrong-state', `“${headline}” does not run at the moment.`);
  if (said === 'planned') return plannedEnd;
  if (said === 'now') return now;
  const longer = later(endsAt, LONGER);
  if (longer > later(plannedEnd, LONGEST))
    throw new DomainError(
      'wrong-state',
      `“${headline}” has gone on for ${LONGEST.minutes} minutes longer already.`,
    );
  return longer;
}
