import { getLocale } from '#lib/paraglide/runtime.js';

/** "4 days, 3 hours": the two largest units of a time that is left, which is as exact as anybody asks. */
export function inLargestUnits(duration: Temporal.Duration): string {
  const { days, hours, minutes } = duration;
  const parts = days > 0 ? { days, hours } : hours > 0 ? { hours, minutes } : { minutes };
  return new Intl.DurationFormat(getLocale(), { style: 'long', minutesDisplay: 'auto' }).format(parts);
}
