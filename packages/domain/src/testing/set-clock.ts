import type { Clock } from '../kernel/clock.ts';

/** A clock that stands where a test puts it. */
export class SetClock implements Clock {
  #now: Temporal.Instant;

  constructor(now = '2026-03-02T10:00:00Z') {
    this.#now = Temporal.Instant.from(now);
  }

  now(): Temporal.Instant {
    return this.#now;
  }

  set(now: string): void {
    this.#now = Temporal.Instant.from(now);
  }

  forward(duration: Temporal.DurationLikeObject): void {
    const { days = 0, hours = 0, ...rest } = duration;
    this.#now = this.#now.add({ ...rest, hours: hours + days * 24 });
  }
}
