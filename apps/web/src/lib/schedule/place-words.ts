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

/** area 3, Tuesday 28 April 10:30 */
export function placeInWords(place: Place, zone: string): string {
  const { areaLabel } = place;
  return m.schedule_place({
    area: areaLabel.length > LONGEST_NUMBER ? areaLabel : m.schedule_place_area({ label: areaLabel }),
    when: `${dayIn(zone, place.startsAt)}, ${timeIn(zone, place.startsAt)}`,
  });
}
