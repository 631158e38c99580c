import type { Event } from '../events/event.ts';
import { instantAt, localTimeOf } from '../events/slot-times.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { InvitationState } from './invitation-tables.ts';

/** Where an invitation may go from each state. What is not here does not happen. */
export const TRANSITIONS: Readonly<Record<InvitationState, readonly InvitationState[]>> = {
  // Whoever holds no place may still be let in at the door, where organisers want that.
  requested: ['invited', 'waitlisted', 'declined', 'withdrawn', 'attended'],
  waitlisted: ['invited', 'declined', 'withdrawn', 'attended'],
  // A confirmation for a place that is not there any more ends on the waiting list.
  invited: ['confirmed', 'waitlisted', 'declined', 'expired', 'withdrawn', 'attended'],
  confirmed: ['attended', 'no-show', 'withdrawn'],
  // A walk-in that is taken back holds no place.
  attended: ['confirmed', 'requested'],
  'no-show': ['attended'],
  declined: ['invited', 'waitlisted'],
  expired: ['invited', 'waitlisted', 'requested', 'attended'],
  withdrawn: ['requested', 'attended'],
};

export const INVITATION_STATES = Object.keys(TRANSITIONS) as InvitationState[]; // the record has exactly these keys

export function mayBecome(from: InvitationState, to: InvitationState): boolean {
  return TRANSITIONS[from].includes(to);
}

/**
 * Until when somebody who is invited now has to confirm: the end of the day, on the event's clock,
 * `confirmDays` days on, and never after the event has begun.
 */
export function confirmBy(event: Event, now: Timestamp): Timestamp {
  const today = Temporal.PlainDate.from(localTimeOf(now, event.zone).date);
  const endOfDay = instantAt(today.add({ days: event.confirmDays }).toString(), '23:59', event.zone);
  const latest = event.startsAt && event.startsAt > now ? event.startsAt : event.endsAt;
  return latest && latest > now && latest < endOfDay ? latest : endOfDay;
}

/** From the event's start on it is for people at the door to decide who comes in. */
export function invitesNext(event: Event, now: Timestamp): boolean {
  return (
    event.invitesNextItself &&
    event.announcedAt !== null &&
    event.cancelledAt === null &&
    (event.startsAt === null || now < event.startsAt)
  );
}

export interface Headcount {
  readonly regulars: number;
  readonly newcomers: number;
}

/** Expected no-shows, in per cent of each group. */
export interface NoShowRates {
  readonly noShowRegulars: number;
  readonly noShowNewcomers: number;
}

/** How many of these people are expected to come, to one decimal. */
export function predictArrivals(people: Headcount, rates: NoShowRates): number {
  const tenths =
    (people.regulars * (100 - rates.noShowRegulars) + people.newcomers * (100 - rates.noShowNewcomers)) / 10;
  return Math.round(tenths) / 10;
}
