import type { MissedSession } from '@plenary/domain/schedule/people-served.ts';
import { m } from '#lib/paraglide/messages.js';
import { dayIn, timeIn } from '#lib/when.ts';

/** How much they want it: Must, Want, Maybe, or that they lead it. */
export function wishInWords({ wish }: MissedSession): string {
  return WISHES[wish]();
}

const WISHES: Readonly<Record<MissedSession['wish'], () => string>> = {
  leads: m.schedule_served_leads,
  must: m.interest_level_must,
  want: m.interest_level_want,
  maybe: m.interest_level_maybe,
};

/** Tuesday 28 April, 10:30: they are in “Boot time” */
export function missInWords({ startsAt, reason, instead }: MissedSession, zone: string): string {
  const when = startsAt === null ? '' : `${dayIn(zone, startsAt)}, ${timeIn(zone, startsAt)}`;
  switch (reason) {
    case 'unplaced':
      return m.schedule_served_miss_unplaced();
    case 'absent':
      return m.schedule_served_miss_absent({ when });
    case 'clash':
      return m.schedule_served_miss_clash({ when, instead: instead ?? '' });
    case 'no-seat':
      return m.schedule_served_miss_no_seat({ when });
  }
}
