/** An instant as the database keeps it: UTC, milliseconds, `2026-04-28T09:00:00.000Z`. Sorts as text. */
export type Timestamp = string;

/** Where actions learn what time it is, so that tests can say so. */
export interface Clock {
  now(): Temporal.Instant;
}

export const systemClock: Clock = { now: () => Temporal.Now.instant() };

/** Writes an instant in the one form the database keeps. */
export function timestamp(instant: Temporal.Instant): Timestamp {
  return instant.toString({ smallestUnit: 'millisecond' });
}

/** The timestamp `duration` after `from`; a negative duration goes back. */
export function later(from: Timestamp, duration: Temporal.DurationLikeObject): Timestamp {
  const { days = 0, ...rest } = duration;
  // An instant knows no calendar: a day is 24 hours here. Calendar days belong to an event's zone.
  return timestamp(Temporal.Instant.from(from).add({ ...rest, hours: (rest.hours ?? 0) + days * 24 }));
}
