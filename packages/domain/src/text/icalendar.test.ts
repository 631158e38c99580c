import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, it } from 'vitest';
import { uidOf, writeCalendar, type Calendar, type CalendarEntry } from './icalendar.ts';

const entry: CalendarEntry = {
  uid: uidOf('01hx'),
  sequence: 2,
  changedAt: '2026-04-20T08:30:15.123Z',
  cancelled: false,
  summary: 'Boot fast; boot, well \\ often',
  location: '1',
  url: 'https://plenary.example/shanghai/sessions/01hx',
  startsAt: '2026-04-28T01:00:00.000Z',
  endsAt: '2026-04-28T02:30:00.000Z',
};

const calendar: Calendar = {
  name: 'Hackathon, Shanghai',
  source: 'https://plenary.example/shanghai/schedule.ics',
  url: 'https://plenary.example/shanghai',
  zone: 'Asia/Shanghai',
  entries: [entry],
};

const parse = (ics: string) =>
  new ICAL.Component(ICAL.parse(ics) as ConstructorParameters<typeof ICAL.Component>[0]); // parse is typed as a plain object

it('writes what the standard and the clients ask for, to the letter', () => {
  expect(writeCalendar(calendar).split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Plenary//Plenary//EN',
    'CALSCALE:GREGORIAN',
    'NAME:Hackathon\\, Shanghai',
    'X-WR-CALNAME:Hackathon\\, Shanghai',
    'X-WR-TIMEZONE:Asia/Shanghai',
    'REFRESH-INTERVAL;VALUE=DURATION:PT15M',
    'X-PUBLISHED-TTL:PT15M',
    'SOURCE;VALUE=URI:https://plenary.example/shanghai/schedule.ics',
    'URL:https://plenary.example/shanghai',
    'LAST-MODIFIED:20260420T083015Z',
    'BEGIN:VEVENT',
    'UID:01hx@plenary.sessions',
    'SEQUENCE:2',
    'DTSTAMP:20260420T083015Z',
    'LAST-MODIFIED:20260420T083015Z',
    'DTSTART:20260428T010000Z',
    'DTEND:20260428T023000Z',
    'STATUS:CONFIRMED',
    'SUMMARY:Boot fast\\; boot\\, well \\\\ often',
    'LOCATION:1',
    'URL:https://plenary.example/shanghai/sessions/01hx',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
});

it('says what was cancelled, and leaves out a last change when there is nothing', () => {
  expect(writeCalendar({ ...calendar, entries: [{ ...entry, cancelled: true }] })).toContain(
    '\r\nSTATUS:CANCELLED\r\n',
  );
  expect(writeCalendar({ ...calendar, entries: [] })).not.toContain('LAST-MODIFIED');
});

it('gives back any text when it is read by somebody else, and no line is longer than 75 octets', () => {
  const unit = fc.oneof(
    fc.constantFrom('\n', '\r\n', ';', ',', '\\', ':', '"', '\\n', 'é', '日本', '👩‍🚀'),
    fc.string({ unit: 'binary' }),
  );
  const anyText = fc.array(unit, { maxLength: 60 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(anyText, anyText, anyText, (summary, location, name) => {
      const ics = writeCalendar({ ...calendar, name, entries: [{ ...entry, summary, location }] });
      for (const line of ics.split('\r\n')) {
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(line).not.toMatch(/[\r\n]/);
      }
      const read = parse(ics);
      const event = new ICAL.Event(read.getFirstSubcomponent('vevent') ?? undefined);
      expect(event.summary).toBe(asCalendarText(summary));
      expect(event.location).toBe(asCalendarText(location));
      // ical.js knows no type for this one and leaves it as it was written.
      const calendarName = String(read.getFirstPropertyValue('x-wr-calname') ?? '');
      expect(calendarName.replaceAll(/\\([\\;,n])/g, (_, c) => (c === 'n' ? '\n' : String(c)))).toBe(
        asCalendarText(name),
      );
      expect(event.uid).toBe('01hx@plenary.sessions');
    }),
    { numRuns: 300 },
  );
});

it('gives back times and numbers when it is read by somebody else', () => {
  const read = parse(writeCalendar(calendar));
  expect(read.getFirstPropertyValue('refresh-interval')?.toString()).toBe('PT15M');
  expect(read.getFirstProperty('source')?.type).toBe('uri');
  const event = read.getFirstSubcomponent('vevent');
  const value = (name: string) => event?.getFirstPropertyValue(name);
  expect(value('dtstart')?.toString()).toBe('2026-04-28T01:00:00Z');
  expect(value('dtend')?.toString()).toBe('2026-04-28T02:30:00Z');
  expect(value('dtstamp')?.toString()).toBe('2026-04-20T08:30:15Z');
  expect(value('last-modified')?.toString()).toBe('2026-04-20T08:30:15Z');
  expect(value('sequence')).toBe(2);
  expect(value('url')).toBe(entry.url);
});

/** Text as a calendar can hold it: line breaks are one character, other control characters none. */
function asCalendarText(value: string): string {
  return (
    value
      .replaceAll(/\r\n?/g, '\n')
      // eslint-disable-next-line no-control-regex -- the same rule as the writer's
      .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
  );
}
