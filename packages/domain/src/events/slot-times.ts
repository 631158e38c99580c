import { timestamp, type Timestamp } from '../kernel/clock.ts';

/*
 * Between the clock on the wall and instants. A time that the clock skips in spring is the one
 * after the gap, a time that it shows twice in autumn is the first (Temporal's `compatible`,
 * RFC 5545 section 3.3.5).
 */

/** The longest slot: whoever means more has mistyped. */
export const LONGEST_SLOT_HOURS = 18;

export interface SlotTimes {
  readonly startsAt: Timestamp;
  readonly endsAt: Timestamp;
}

export interface LocalSlotTimes {
  /** The day that the slot belongs to. */
  readonly date: string;
  /** Local `HH:MM`. */
  readonly start: string;
  /** Local `HH:MM`; at or before `start` means after midnight. */
  readonly end: string;
  /** True for a slot of the small hours: it starts after the midnight that ends `date`. */
  readonly afterMidnight?: boolean;
}

/** The instant of a local date and time. */
export function instantAt(date: string, time: string, zone: string): Timestamp {
  const local = Temporal.PlainDateTime.from(`${date}T${time}`);
  return timestamp(local.toZonedDateTime(zone).toInstant());
}

/** The instants of a slot; null when it would end before it starts or last longer than 18 hours. */
export function slotTimes(slot: LocalSlotTimes, zone: string): SlotTimes | null {
  const day = Temporal.PlainDate.from(slot.date);
  const startDay = slot.afterMidnight ? day.add({ days: 1 }) : day;
  const endDay = slot.end <= slot.start ? startDay.add({ days: 1 }) : startDay;
  const startsAt = instantAt(startDay.toString(), slot.start, zone);
  const endsAt = instantAt(endDay.toString(), slot.end, zone);
  const minutes = Temporal.Instant.from(startsAt).until(endsAt).total('minutes');
  return minutes > 0 && minutes <= LONGEST_SLOT_HOURS * 60 ? { startsAt, endsAt } : null;
}

/** What the clock on the wall of the event shows at an instant. */
export function localTimeOf(at: Timestamp, zone: string): { readonly date: string; readonly time: string } {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  return { date: local.toPlainDate().toString(), time: local.toPlainTime().toString().slice(0, 5) };
}

/** The local form of a slot that belongs to `date`; the reverse of {@link slotTimes}. */
export function localSlotTimes(times: SlotTimes, date: string, zone: string): LocalSlotTimes {
  const start = localTimeOf(times.startsAt, zone);
  return {
    date,
    start: start.time,
    end: localTimeOf(times.endsAt, zone).time,
    afterMidnight: start.date > date,
  };
}

/** `at` moved by whole calendar days, at the same local time, perhaps in another zone. */
export function shiftDays(at: Timestamp, days: number, zone: string, newZone = zone): Timestamp {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime();
  return timestamp(local.add({ days }).toZonedDateTime(newZone).toInstant());
}

/** Whole calendar days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
}
