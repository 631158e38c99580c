import { expect, it } from 'vitest';
import type { Event } from '@plenary/domain/events/event.ts';
import { eventAsJsonLd } from './event-json-ld.ts';

const EVENT: Event = {
  id: 'e',
  seriesId: 's',
  slug: 'shanghai',
  name: 'Hack </script><script>alert(1)</script>',
  kind: 'hackathon',
  summary: 'Two days.',
  description: '',
  audience: '',
  topics: ['Xen', 'Rust'],
  zone: 'Asia/Shanghai',
  venueName: 'Campus',
  venueAddress: 'Shanghai',
  travel: '',
  capacity: 50,
  invitationsOpenAt: null,
  cutOffAt: null,
  confirmDays: 7,
  invitesNextItself: false,
  reviewsMail: false,
  noShowRegulars: 11,
  noShowNewcomers: 32,
  interestOpenedAt: null,
  freeCells: 'leads',
  walkIns: 'nobody',
  pagesBy: 'attendees',
  announcedAt: '2026-02-01T00:00:00.000Z',
  cancelledAt: null,
  version: 1,
  startsOn: '2026-04-28',
  endsOn: '2026-04-29',
  startsAt: '2026-04-28T01:00:00.000Z',
  endsAt: '2026-04-29T10:00:00.000Z',
};
const HOST = { role: 'host', name: 'Xen Project', url: '' } as const;

it('describes an event with the offset of its zone', () => {
  const described: unknown = JSON.parse(eventAsJsonLd(EVENT, [HOST], 'https://events.example.org'));
  expect(described).toMatchObject({
    '@type': 'Event',
    url: 'https://events.example.org/shanghai',
    name: EVENT.name,
    startDate: '2026-04-28T09:00:00+08:00',
    endDate: '2026-04-29T18:00:00+08:00',
    eventStatus: 'https://schema.org/EventScheduled',
    location: { '@type': 'Place', name: 'Campus', address: 'Shanghai' },
    organizer: [{ '@type': 'Organization', name: 'Xen Project' }],
    keywords: 'Xen, Rust',
  });
});

it('says that it is cancelled', () => {
  const cancelled = { ...EVENT, cancelledAt: '2026-03-01T00:00:00.000Z' };
  expect(JSON.parse(eventAsJsonLd(cancelled, [], 'https://x'))).toMatchObject({
    eventStatus: 'https://schema.org/EventCancelled',
  });
});

it('cannot end the script element it stands in', () => {
  expect(eventAsJsonLd(EVENT, [], 'https://x')).not.toContain('<');
});
