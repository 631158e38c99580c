import type { Event } from '../events/event.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Site } from '../kernel/site.ts';
import type { NewMessage, TemplateName } from '../messages/message.ts';
import { mailLocale } from '../messages/templates.ts';
import { writeCalendar } from '../text/icalendar.ts';
import { checkInAddress } from './check-in-code.ts';
import { invitationLink } from './invitation-link.ts';
import type { InvitationState } from './invitation-tables.ts';
import type { InvitationRow } from './move-invitation.ts';

const TEMPLATE_OF: Readonly<Partial<Record<InvitationState, TemplateName>>> = {
  requested: 'request-received',
  invited: 'invited',
  waitlisted: 'waitlisted',
  declined: 'declined',
  confirmed: 'confirmed',
  expired: 'expired',
  withdrawn: 'withdrawn',
};

type Mail = (site: Site, now: Timestamp, version: number) => NewMessage;

/** The mail that tells a person of their invitation's new state; null for states nobody needs a mail about. */
export function mailAbout(event: Event, invitation: InvitationRow): Mail | null {
  const template = TEMPLATE_OF[invitation.state];
  if (!template) return null;
  return (site, now, version) => ({
    now,
    eventId: event.id,
    to: {
      personId: invitation.person_id,
      email: invitation.email,
      name: invitation.name,
      locale: invitation.locale,
    },
    template,
    params: {
      event: event.name,
      name: invitation.name,
      link: invitationLink(site, invitation.id),
      reason: invitation.reason,
      confirmBy: invitation.confirm_by
        ? inWords(invitation.confirm_by, event.zone, invitation.locale ?? 'en')
        : '',
      ...(template === 'confirmed' && { code: checkInAddress(site, invitation.id) }),
    },
    ...(template === 'confirmed' && { code: checkInAddress(site, invitation.id) }),
    ...(template === 'confirmed' &&
      event.startsAt &&
      event.endsAt && { calendar: eventCalendar(site, event, now) }),
    onceKey: `${template} ${invitation.id} ${version}`,
  });
}

/** The mail that reminds a person of an offer that ends soon. */
export function reminderTo(event: Event, invitation: InvitationRow, site: Site, now: Timestamp): NewMessage {
  return {
    now,
    eventId: event.id,
    to: {
      personId: invitation.person_id,
      email: invitation.email,
      name: invitation.name,
      locale: invitation.locale,
    },
    template: 'reminder-to-confirm',
    params: {
      event: event.name,
      name: invitation.name,
      link: invitationLink(site, invitation.id),
      confirmBy: inWords(invitation.confirm_by ?? now, event.zone, invitation.locale ?? 'en'),
    },
    onceKey: `reminder-to-confirm ${invitation.id} ${invitation.version}`,
  };
}

/** The event as one entry, to put into a calendar from the mail. Sessions follow by subscription. */
function eventCalendar(site: Site, event: Event, now: Timestamp): string {
  const url = `${site.origin}/${event.slug}`;
  return writeCalendar({
    name: event.name,
    source: `${url}/schedule.ics`,
    url,
    zone: event.zone,
    entries: [
      {
        uid: `${event.id}@plenary.events`,
        sequence: event.version,
        changedAt: now,
        cancelled: false,
        summary: event.name,
        location: [event.venueName, event.venueAddress].filter(Boolean).join(', '),
        url,
        startsAt: event.startsAt ?? now,
        endsAt: event.endsAt ?? now,
      },
    ],
  });
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** `Monday, 9 March 2026 at 23:59 China Standard Time`, in the language of the mail. */
function inWords(at: Timestamp, zone: string, readersLocale: string): string {
  const locale = mailLocale(readersLocale);
  const key = `${locale} ${zone}`;
  // To make one takes a thousand times as long as to use it, and invitations go out by the hundred.
  const format = formats.get(key) ?? formatFor(zone, locale);
  formats.set(key, format);
  return format.format(new Date(at));
}

function formatFor(zone: string, locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'long',
  });
}
