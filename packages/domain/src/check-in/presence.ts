import type { Event } from '../events/event.ts';
import { localTimeOf } from '../events/slot-times.ts';
import { later, type Timestamp } from '../kernel/clock.ts';
import type { MarkKind } from './check-in-tables.ts';

/*
 * Who is here, as a function of everything that was said at the door. Helpers without a network send
 * theirs late and in any order, so nothing here depends on the order of arrival: marks are sorted by
 * the moment they were made and, where that is the same, by their key.
 */

export interface DoorMark {
  readonly key: string;
  readonly kind: MarkKind;
  readonly at: Timestamp;
  readonly by: string | null;
}

/** One person on one day. */
export interface Presence {
  readonly arrivedAt: Timestamp | null;
  /** Who said so first. */
  readonly arrivedBy: string | null;
  /** null while here, and for whoever has not come. */
  readonly leftAt: Timestamp | null;
}

export const ABSENT: Presence = { arrivedAt: null, arrivedBy: null, leftAt: null };

/** The door's day turns at this hour of the event's clock: who dances until two was there the evening before. */
const DAY_TURNS_AT = { hours: 4 };

/** The local date that a moment at the door belongs to. */
export function doorDay(at: Timestamp, zone: string): string {
  return localTimeOf(later(at, { hours: -DAY_TURNS_AT.hours }), zone).date;
}

/** Whether an event has one of its days today, by the door's clock. */
export function isToday(event: Pick<Event, 'startsOn' | 'endsOn' | 'zone'>, now: Timestamp): boolean {
  const today = doorDay(now, event.zone);
  return event.startsOn !== null && event.endsOn !== null && event.startsOn <= today && today <= event.endsOn;
}

/** The first arrival counts; whoever comes back has not left; an undo takes back what came before it. */
export function presenceAfter(marks: readonly DoorMark[]): Presence {
  const once = new Map(marks.map((mark) => [mark.key, mark]));
  return [...once.values()].toSorted(byMoment).reduce(after, ABSENT);
}

/** By the door's day, of one person's marks. */
export function presenceByDay(marks: readonly DoorMark[], zone: string): Map<string, Presence> {
  const days = Map.groupBy(marks, (mark) => doorDay(mark.at, zone));
  return new Map([...days].map(([day, list]) => [day, presenceAfter(list)]));
}

export function isHere({ arrivedAt, leftAt }: Presence): boolean {
  return arrivedAt !== null && leftAt === null;
}

function after(presence: Presence, mark: DoorMark): Presence {
  switch (mark.kind) {
    case 'here':
      return presence.arrivedAt
        ? { ...presence, leftAt: null }
        : { arrivedAt: mark.at, arrivedBy: mark.by, leftAt: null };
    case 'left':
      return presence.arrivedAt ? { ...presence, leftAt: mark.at } : presence;
    case 'undo':
      return ABSENT;
  }
}

function byMoment(a: DoorMark, b: DoorMark): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}
