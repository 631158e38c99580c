import type { Timestamp } from '../kernel/clock.ts';

/*
 * Writes iCalendar (RFC 5545) with the calendar properties of RFC 7986. Pure, and deterministic:
 * the same entries give the same bytes, so that an ETag holds until something really changed.
 * Instants are written in UTC, which needs no VTIMEZONE and which no client misreads.
 */

export interface Calendar {
  readonly name: string;
  /** Where this calendar is fetched from. */
  readonly source: string;
  /** The page that shows the same. */
  readonly url: string;
  /** IANA zone that most of it happens in; clients may show it. */
  readonly zone: string;
  readonly entries: readonly CalendarEntry[];
}

export interface CalendarEntry {
  /** Never changes, whatever happens to the session. */
  readonly uid: string;
  readonly sequence: number;
  readonly changedAt: Timestamp;
  readonly cancelled: boolean;
  readonly summary: string;
  /** The work area. */
  readonly location: string;
  readonly url: string;
  readonly startsAt: Timestamp;
  readonly endsAt: Timestamp;
}

/** How often clients should ask again; same-day changes reach people by the page and by mail. */
const REFRESH = 'PT15M';

const LINE_OCTETS = 75;

/** The stable identifier of a session in every calendar; it names no host, so the site may move. */
export function uidOf(sessionId: string): string {
  return `${sessionId}@plenary.sessions`;
}

export function writeCalendar(calendar: Calendar): string {
  const changes = calendar.entries.map((entry) => entry.changedAt).sort();
  const lastChange = changes.at(-1);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Plenary//Plenary//EN',
    'CALSCALE:GREGORIAN',
    `NAME:${text(calendar.name)}`,
    `X-WR-CALNAME:${text(calendar.name)}`,
    `X-WR-TIMEZONE:${text(calendar.zone)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${REFRESH}`,
    `X-PUBLISHED-TTL:${REFRESH}`,
    `SOURCE;VALUE=URI:${uri(calendar.source)}`,
    `URL:${uri(calendar.url)}`,
    ...(lastChange ? [`LAST-MODIFIED:${instant(lastChange)}`] : []),
    ...calendar.entries.flatMap(event),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function event(entry: CalendarEntry): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${text(entry.uid)}`,
    `SEQUENCE:${entry.sequence}`,
    `DTSTAMP:${instant(entry.changedAt)}`,
    `LAST-MODIFIED:${instant(entry.changedAt)}`,
    `DTSTART:${instant(entry.startsAt)}`,
    `DTEND:${instant(entry.endsAt)}`,
    `STATUS:${entry.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `SUMMARY:${text(entry.summary)}`,
    `LOCATION:${text(entry.location)}`,
    `URL:${uri(entry.url)}`,
    'END:VEVENT',
  ];
}

/** A TEXT value (3.3.11): backslash, semicolon, comma and line breaks escaped; no other control characters. */
function text(value: string): string {
  return (
    value
      .toWellFormed()
      .replaceAll(/\r\n?/g, '\n')
      // eslint-disable-next-line no-control-regex -- a content line must not contain them (3.1)
      .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .replaceAll(/[\\;,]/g, '\\$&')
      .replaceAll('\n', '\\n')
  );
}

/** A URI as it may stand in a content line: whatever is no URI character is encoded. */
function uri(value: string): string {
  return encodeURI(value.toWellFormed()).replaceAll('%25', '%');
}

function instant(at: Timestamp): string {
  return Temporal.Instant.from(at).toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
}

/** Lines of at most 75 octets, the rest behind CRLF and a space (3.1); characters stay whole. */
function fold(line: string): string {
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE_OCTETS) {
      lines.push(current);
      current = ' ';
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join('\r\n');
}
