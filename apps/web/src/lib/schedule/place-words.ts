import { m } from '#lib/paraglide/messages.js';
import { dayIn, timeIn } from '#lib/when.ts';

/** Area 3 · Harbour */
export function areaName(area: { readonly label: string; readonly name: string }): string {
  const name = m.schedule_area({ label: area.label });
  return area.name ? `${name} · ${area.name}` : name;
}

export function seatsInWords(seats: number | null): string {
  return seats === null ? m.schedule_seats_unlimited() : m.schedule_seats({ count: seats });
}

export interface Place {
  readonly areaLabel: string;
  readonly startsAt: string;
}

/** area 3, Tuesday 28 April 10:30 */
export function placeInWords(place: Place, zone: string): string {
  return m.schedule_place({
    area: place.areaLabel,
    when: `${dayIn(zone, place.startsAt)}, ${timeIn(zone, place.startsAt)}`,
  });
}
