import type { Event } from '@plenary/domain/events/event.ts';
import type { Organisation } from '@plenary/domain/events/event-queries.ts';

/** An announced event as schema.org describes one, as text that may stand inside a `script` element. */
export function eventAsJsonLd(event: Event, organisations: readonly Organisation[], origin: string): string {
  const url = `${origin}/${event.slug}`;
  const organisation = (one: Organisation) => ({
    '@type': 'Organization',
    name: one.name,
    ...(one.url && { url: one.url }),
  });
  const described = {
    '@context': 'https://schema.org',
    '@type': 'Event',
    '@id': url,
    url,
    name: event.name,
    ...(event.summary && { description: event.summary }),
    ...(event.startsAt && { startDate: withOffset(event.startsAt, event.zone) }),
    ...(event.endsAt && { endDate: withOffset(event.endsAt, event.zone) }),
    eventStatus: `https://schema.org/${event.cancelledAt ? 'EventCancelled' : 'EventScheduled'}`,
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    maximumAttendeeCapacity: event.capacity,
    ...(event.venueName && {
      location: {
        '@type': 'Place',
        name: event.venueName,
        ...(event.venueAddress && { address: event.venueAddress }),
      },
    }),
    organizer: organisations.filter((one) => one.role === 'host').map(organisation),
    sponsor: organisations.filter((one) => one.role === 'sponsor').map(organisation),
    ...(event.topics.length > 0 && { keywords: event.topics.join(', ') }),
    ...(event.audience && { audience: { '@type': 'Audience', audienceType: event.audience } }),
  };
  // "</script>" and "<!--" in somebody's text must not end the element (HTML, script data state).
  return JSON.stringify(described).replaceAll('<', String.raw`\u003c`);
}

/** `2026-04-28T09:00:00+08:00`: the instant as the event's clock shows it. */
function withOffset(at: string, zone: string): string {
  return Temporal.Instant.from(at)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' });
}
