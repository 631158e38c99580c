import { isRecord, JsonReader } from '../json-reader.ts';
import type { Placement, ProblemSession, ProblemSlot } from '../problem.ts';
import { clockOf, minutesOf, type Conversion } from './converted.ts';

type Told = {
  readonly id: string;
  readonly title: string;
  readonly leads: readonly string[];
  readonly topic: string | undefined;
  readonly room: string;
  readonly day: string;
  /** Minutes since midnight of the day. */
  readonly from: number;
  readonly to: number;
};

const MOST_ERRORS = 50;
/** What begins earlier belongs to the evening before, unless the day says when it starts. */
const DAY_STARTS = 4 * 60;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a parsed file looks like the `schedule.json` of pretalx and of the Chaos events. */
export function isScheduleJson(json: unknown): boolean {
  return isRecord(json) && isRecord(json['schedule']) && isRecord(json['schedule']['conference']);
}

/**
 * The `schedule.json` (version 1) of pretalx and c3voc as a problem without interests: rooms become
 * areas, moments at which something begins or ends cut each day into slots, and what stands in the
 * schedule becomes `previous`, to improve on without moving much. Errors name the place in the file.
 */
export function fromScheduleJson(json: unknown): Conversion {
  const reader = new JsonReader(MOST_ERRORS);
  const schedule = reader.object(isRecord(json) ? json['schedule'] : undefined, 'schedule');
  const conference = reader.object(schedule?.['conference'], 'schedule.conference');
  const told: Told[] = [];
  const rooms = new Set<string>(roomNames(conference?.['rooms']));
  reader.array(conference?.['days'], 'schedule.conference.days', true).forEach((item, index) => {
    const place = `schedule.conference.days[${index}]`;
    const day = reader.object(item, place);
    const date = reader.matching(day?.['date'], `${place}.date`, DATE, 'a date such as 2026-04-28');
    if (!day || date === undefined) return;
    const starts = startOfDay(day['day_start']);
    for (const [room, events] of Object.entries(reader.object(day['rooms'], `${place}.rooms`) ?? {})) {
      rooms.add(room);
      reader.array(events, `${place}.rooms["${room}"]`).forEach((event, i) => {
        const one = readEvent(reader, event, {
          place: `${place}.rooms["${room}"][${i}]`,
          room,
          date,
          starts,
        });
        if (one) told.push(one);
      });
    }
  });
  for (const [id, same] of Map.groupBy(told, (one) => one.id))
    if (same.length > 1) reader.report(`event "${id}"`, 'is in the schedule twice');
  if (reader.failed) return { ok: false, errors: reader.errors };

  const slots = slotsOf(told);
  const people = [...new Set(told.flatMap((one) => one.leads))];
  return {
    ok: true,
    titles: new Map(told.map((one) => [one.title, one.id])),
    problem: {
      format: 'plenary-problem/1',
      name: typeof conference?.['title'] === 'string' ? conference['title'] : '',
      slots: slots.map(({ from: _from, to: _to, ...slot }) => slot),
      areas: [...rooms].map((id) => ({ id, seats: null })),
      sessions: told.map((one) => sessionOf(one, covered(slots, one).length)),
      people: people.map((id) => ({ id, interest: {} })),
      previous: told.flatMap((one): Placement[] => {
        const [first] = covered(slots, one);
        return first ? [{ session: one.id, slot: first.id, area: one.room }] : [];
      }),
    },
  };
}

function roomNames(rooms: unknown): string[] {
  if (!Array.isArray(rooms)) return [];
  return rooms.flatMap((room: unknown) =>
    isRecord(room) && typeof room['name'] === 'string' ? [room['name']] : [],
  );
}

function startOfDay(text: unknown): number {
  const time = typeof text === 'string' ? /T(\d{2}:\d{2})/.exec(text)?.[1] : undefined;
  return Math.min(minutesOf(time) ?? DAY_STARTS, DAY_STARTS);
}

function readEvent(
  reader: JsonReader,
  value: unknown,
  at: { place: string; room: string; date: string; starts: number },
): Told | undefined {
  const event = reader.object(value, at.place);
  if (!event) return undefined;
  const id = event['guid'] ?? event['id'];
  const start = minutesOf(event['start']);
  const duration = minutesOf(event['duration']);
  if (typeof id !== 'string' && typeof id !== 'number') reader.report(`${at.place}.guid`, 'is missing');
  if (start === undefined) reader.report(`${at.place}.start`, 'expected a time such as 10:00');
  if (!duration) reader.report(`${at.place}.duration`, 'expected a time such as 00:45');
  const title = reader.text(event['title'], `${at.place}.title`);
  if (start === undefined || !duration || title === undefined) return undefined;
  const from = start < at.starts ? start + 24 * 60 : start;
  const { track } = event;
  return {
    ...{ id: String(id), title, room: at.room, day: at.date, from, to: from + duration },
    topic: typeof track === 'string' && track !== '' ? track : undefined,
    leads: [...new Set(reader.array(event['persons'], `${at.place}.persons`).flatMap(nameOf))],
  };
}

/** Names, because that is what tables of interests hold. */
function nameOf(person: unknown): string[] {
  if (!isRecord(person)) return [];
  const name = person['name'] ?? person['public_name'] ?? person['guid'] ?? person['id'];
  return typeof name === 'string' || typeof name === 'number' ? [String(name)] : [];
}

type Cut = ProblemSlot & { readonly from: number; readonly to: number };

/** Between two moments at which something begins or ends there is a slot, where anything runs. */
function slotsOf(told: readonly Told[]): Cut[] {
  return [...Map.groupBy(told, (one) => one.day)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([day, events]) => {
      const moments = [...new Set(events.flatMap((one) => [one.from, one.to]))].toSorted((a, b) => a - b);
      return moments.slice(0, -1).flatMap((from, index): Cut[] => {
        const to = moments[index + 1]!;
        if (!events.some((one) => one.from < to && one.to > from)) return [];
        return [{ id: `${day} ${clockOf(from)}`, day, start: clockOf(from), end: clockOf(to), from, to }];
      });
    });
}

function covered(slots: readonly Cut[], { day, from, to }: Told): Cut[] {
  return slots.filter((slot) => slot.day === day && slot.from < to && slot.to > from);
}

function sessionOf({ id, leads, topic }: Told, length: number): ProblemSession {
  return { id, leads, length, ...(topic !== undefined && { topic }) };
}
