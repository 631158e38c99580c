import { m } from '#lib/paraglide/messages.js';
import { dayIn, timeIn } from '#lib/when.ts';

const LONGEST_NUMBER = 3;

/** Area 3 · Harbour; an area that is called by a word needs no "Area" before it. */
export function areaName(area: { readonly label: string; readonly name: string }): string {
  const name = area.label.length > LONGEST_NUMBER ? area.label : m.schedule_area({ label: area.label });
  return area.name ? `${name} · ${area.name}` : name;
}

export function seatsInWords(seats: number | null): string {
  return seats === null ? m.schedule_seats_unlimited() : m.schedule_seats({ count: seats });
}

export interface Place {
  readonly areaLabel: string;
  readonly startsAt: string;
}

/** What stands where a session was: Moved to area 3, 14:00; the day is said when it is another one. */
export function movedInWords(from: { readonly startsAt: string }, to: Place | null, zone: string): string {
  if (!to) return m.schedule_moved_nowhere();
  const sameDay = dayIn(zone, to.startsAt) === dayIn(zone, from.startsAt);
  const place = sameDay
    ? m.schedule_place({ area: areaInWords(to.areaLabel), when: timeIn(zone, to.startsAt) })
    : placeInWords(to, zone);
  return m.schedule_moved_to({ place });
}

function areaInWords(label: string): string {
  return label.length > LONGEST_NUMBER ? label : m.schedule_place_area({ label });
}

/** area 3, Tuesday 28 April 10:30 */
export function placeInWords(place: Place, zone: string): string {
  return m.schedule_place({
    area: areaInWords(place.areaLabel),
    when: `${dayIn(zone, place.startsAt)}, ${timeIn(zone, place.startsAt)}`,
  });
}
