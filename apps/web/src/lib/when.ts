import { getLocale } from '#lib/paraglide/runtime.js';

/*
 * How times are written for readers: always in a named zone. `Intl` knows the words of every
 * language; instants come as text in UTC.
 */

type Style = Intl.DateTimeFormatOptions;

const TIME: Style = { hour: '2-digit', minute: '2-digit' };
const DAY: Style = { weekday: 'long', day: 'numeric', month: 'long' };
const DAY_YEAR: Style = { ...DAY, year: 'numeric' };

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, name: string, style: Style): Intl.DateTimeFormat {
  const key = `${getLocale()} ${zone} ${name}`;
  const known = formats.get(key);
  if (known) return known;
  // 24-hour clocks everywhere: schedules are read at a glance by people from many countries.
  const made = new Intl.DateTimeFormat(getLocale() === 'en' ? 'en-GB' : getLocale(), {
    ...style,
    timeZone: zone,
  });
  formats.set(key, made);
  return made;
}

/** 09:30 */
export function timeIn(zone: string, instant: string): string {
  return format(zone, 'time', TIME).format(new Date(instant));
}

/** Tuesday 28 April */
export function dayIn(zone: string, instant: string): string {
  return format(zone, 'day', DAY).format(new Date(instant));
}

/** Tuesday 28 April 2026 at 09:30 */
export function momentIn(zone: string, instant: string): string {
  return format(zone, 'moment', { ...DAY_YEAR, ...TIME }).format(new Date(instant));
}

/** Tuesday 28 April 2026, of a calendar date such as 2026-04-28. */
export function dateInWords(date: string): string {
  return format('UTC', 'date', DAY_YEAR).format(new Date(`${date}T12:00:00Z`));
}

/** 28–29 April 2026 */
export function datesInWords(first: string, last: string): string {
  const style = format('UTC', 'range', { day: 'numeric', month: 'long', year: 'numeric' });
  return style.formatRange(new Date(`${first}T12:00:00Z`), new Date(`${last}T12:00:00Z`));
}

/** China Standard Time (Asia/Shanghai) */
export function zoneInWords(zone: string, instant: string): string {
  const parts = format(zone, 'zone', { timeZoneName: 'long' }).formatToParts(new Date(instant));
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
  return name === zone ? zone : `${name} (${zone})`;
}

/** "in 3 days", "2 hours ago" */
export function fromNow(instant: string, now: string): string {
  const seconds = (Date.parse(instant) - Date.parse(now)) / 1000;
  const units: [Intl.RelativeTimeFormatUnit, number][] = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ];
  const relative = new Intl.RelativeTimeFormat(getLocale(), { numeric: 'auto' });
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return relative.format(Math.trunc(seconds), 'second');
}
