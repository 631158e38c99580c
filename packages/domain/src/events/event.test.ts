import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutOffIn, phaseOf, requestsOf, type Event } from './event.ts';
import { RESERVED_SLUGS, slugFault, suggestSlug } from './event-slug.ts';
import { instantAt, localSlotTimes, shiftDays, slotTimes } from './slot-times.ts';

const EVENT: Event = {
  id: 'e',
  seriesId: 's',
  slug: 'shanghai',
  name: 'Hackathon Shanghai',
  kind: 'hackathon',
  summary: '',
  description: '',
  audience: '',
  topics: [],
  zone: 'Asia/Shanghai',
  venueName: '',
  venueAddress: '',
  travel: '',
  capacity: 50,
  invitationsOpenAt: '2026-03-01T00:00:00.000Z',
  cutOffAt: '2026-04-12T15:59:00.000Z',
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

describe('the life of an event', () => {
  it.each([
    ['2026-02-20T00:00:00.000Z', 'announced'],
    ['2026-03-01T00:00:00.000Z', 'invitations-open'],
    ['2026-04-12T15:58:59.999Z', 'invitations-open'],
    ['2026-04-12T15:59:00.000Z', 'invitations-closed'],
    ['2026-04-28T01:00:00.000Z', 'running'],
    ['2026-04-29T10:00:00.000Z', 'past'],
  ])('at %s is %s', (now, phase) => {
    expect(phaseOf(EVENT, now)).toBe(phase);
  });

  it('is a draft until it is announced, and cancelled for good', () => {
    const now = '2026-03-05T00:00:00.000Z';
    expect(phaseOf({ ...EVENT, announcedAt: null }, now)).toBe('draft');
    expect(phaseOf({ ...EVENT, cancelledAt: now }, now)).toBe('cancelled');
    expect(requestsOf({ ...EVENT, cancelledAt: now }, now)).toBe('closed');
  });

  it('takes requests until it starts when there is no cut-off, and none while no opening is decided', () => {
    expect(requestsOf({ ...EVENT, cutOffAt: null }, '2026-04-28T00:59:00.000Z')).toBe('open');
    expect(requestsOf({ ...EVENT, cutOffAt: null }, '2026-04-28T01:00:00.000Z')).toBe('closed');
    expect(requestsOf({ ...EVENT, invitationsOpenAt: null }, '2026-03-05T00:00:00.000Z')).toBe('not-yet');
  });

  it('says how long the cut-off is away', () => {
    expect(cutOffIn(EVENT, '2026-04-10T13:29:30.000Z')?.toString()).toBe('P2DT2H29M');
    expect(cutOffIn(EVENT, '2026-04-12T15:59:00.000Z')).toBeNull();
  });
});

describe('slugs', () => {
  it('suggests a valid one for every name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (name) => {
        expect(slugFault(suggestSlug(name, '2026'))).toBeNull();
      }),
    );
    expect(suggestSlug('Hackathon Köln', '2026')).toBe('hackathon-koln-2026');
    expect(suggestSlug('Camp 2026', '2026')).toBe('camp-2026');
  });

  it('keeps the pages of the site for the site', () => {
    for (const slug of RESERVED_SLUGS) expect(slugFault(slug)).not.toBeNull();
    expect(slugFault('api')).toBe('reserved');
    expect(slugFault('-x')).toBe('not-a-slug');
    expect(slugFault('x'.repeat(61))).toBe('not-a-slug');
  });
});

describe('times of slots', () => {
  const berlin = 'Europe/Berlin';

  it('put an end at or before the start after midnight', () => {
    expect(slotTimes({ date: '2026-04-28', start: '22:00', end: '01:30' }, berlin)).toEqual({
      startsAt: '2026-04-28T20:00:00.000Z',
      endsAt: '2026-04-28T23:30:00.000Z',
    });
    expect(slotTimes({ date: '2026-04-28', start: '10:00', end: '10:00' }, berlin)).toBeNull(); // 24 hours
    expect(
      slotTimes({ date: '2026-04-28', start: '00:30', end: '02:00', afterMidnight: true }, berlin),
    ).toEqual({ startsAt: '2026-04-28T22:30:00.000Z', endsAt: '2026-04-29T00:00:00.000Z' });
  });

  it('follow the clock over its changes in spring and autumn', () => {
    expect(instantAt('2026-03-29', '02:30', berlin)).toBe('2026-03-29T01:30:00.000Z'); // skipped: after the gap
    expect(instantAt('2026-10-25', '02:30', berlin)).toBe('2026-10-25T00:30:00.000Z'); // twice: the first
    expect(slotTimes({ date: '2026-03-29', start: '02:30', end: '03:00' }, berlin)).toBeNull();
    expect(shiftDays('2026-03-28T08:00:00.000Z', 1, berlin)).toBe('2026-03-29T07:00:00.000Z');
  });

  it('come back as they were typed, on every day and clock', () => {
    const minute = fc.integer({ min: 0, max: 24 * 4 - 1 }).map((quarter) => {
      const hour = String(Math.floor(quarter / 4)).padStart(2, '0');
      return `${hour}:${String((quarter % 4) * 15).padStart(2, '0')}`;
    });
    const zones = fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Asia/Kathmandu', 'UTC');
    const days = fc.integer({ min: 0, max: 27 }).map((n) => `2026-04-${String(n + 1).padStart(2, '0')}`);
    fc.assert(
      fc.property(minute, minute, zones, days, fc.boolean(), (start, end, zone, date, afterMidnight) => {
        const slot = { date, start, end, afterMidnight };
        const times = slotTimes(slot, zone);
        if (times) expect(localSlotTimes(times, date, zone)).toEqual(slot);
      }),
    );
  });
});
