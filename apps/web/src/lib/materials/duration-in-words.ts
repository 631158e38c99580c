import { getLocale } from '#lib/paraglide/runtime.js';

const [MINUTE, HOUR] = [60, 3600];

/** 47 min, of seconds: to the minute, and below two of them to the second. */
export function durationInWords(seconds: number): string {
  if (seconds < 2 * MINUTE) return inUnit('second', seconds);
  const minutes = Math.round(seconds / MINUTE);
  if (minutes < HOUR / MINUTE) return inUnit('minute', minutes);
  const [hours, over] = [Math.floor(minutes / MINUTE), minutes % MINUTE];
  return [inUnit('hour', hours), ...(over > 0 ? [inUnit('minute', over)] : [])].join(' ');
}

function inUnit(unit: string, value: number): string {
  return new Intl.NumberFormat(getLocale(), { style: 'unit', unit, unitDisplay: 'short' }).format(value);
}
