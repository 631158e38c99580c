import { isRecord, JsonReader } from '../json-reader.ts';
import type { Placement, ProblemSlot } from '../problem.ts';
import { clockOf, minutesOf, type Conversion } from './converted.ts';

const MOST_ERRORS = 50;
/** The tool's slots have no end: each lasts until the next one of its day, the last one so long. */
const LAST_SLOT_MINUTES = 60;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a parsed file looks like an export of the Xen Project's session scheduler. */
export function isSessionScheduler(json: unknown): boolean {
  return isRecord(json) && Array.isArray(json['discussions']) && Array.isArray(json['locations']);
}

/**
 * The tables of the Xen Project's session scheduler, exported as one JSON object of lists: `users`
 * (id), `discussions` (id, owner, title), `interest` (user, discussion, interest 0–100), `possible_slots`
 * (discussion, slot; none: any), `locations` (id, name, is_place, capacity), `slots` (id, day, time,
 * is_break, is_locked) and `schedule` (discussion, slot, location). What stands in a locked slot is
 * pinned; breaks are left out; a location that is no place has no limit of seats. Errors name the place.
 */
export function fromSessionScheduler(json: unknown): Conversion {
  const reader = new JsonReader(MOST_ERRORS);
  const file = isRecord(json) ? json : {};
  const rows = (table: string) =>
    reader.array(file[table], table).flatMap((item, index) => {
      const row = reader.object(item, `${table}[${index}]`);
      return row ? [{ row, place: `${table}[${index}]` }] : [];
    });
  const key = (value: unknown, place: string): string => {
    if (typeof value === 'number' || (typeof value === 'string' && value !== '')) return String(value);
    reader.report(place, 'expected an id');
    return '';
  };

  const used = rows('slots').filter(({ row }) => !isYes(row['is_break']));
  const times = used.map(({ row, place }) => ({
    id: key(row['id'], `${place}.id`),
    day: reader.matching(row['day'], `${place}.day`, DATE, 'a date such as 2026-04-28') ?? '',
    from: minutesOf(row['time']) ?? Number.NaN,
    locked: isYes(row['is_locked']),
    place,
  }));
  for (const { from, place } of times)
    if (Number.isNaN(from)) reader.report(`${place}.time`, 'expected a time such as 10:00');
  const locked = new Set(times.filter((one) => one.locked).map((one) => one.id));
  const discussions = rows('discussions').map(({ row, place }) => ({
    id: key(row['id'], `${place}.id`),
    owner: key(row['owner'], `${place}.owner`),
    title: typeof row['title'] === 'string' ? row['title'] : '',
  }));
  const placements = rows('schedule').map(({ row, place }): Placement => ({
    session: key(row['discussion'], `${place}.discussion`),
    slot: key(row['slot'], `${place}.slot`),
    area: key(row['location'], `${place}.location`),
  }));
  const possible = Map.groupBy(rows('possible_slots'), ({ row, place }) =>
    key(row['discussion'], `${place}.discussion`),
  );
  const said = Map.groupBy(rows('interest'), ({ row, place }) => key(row['user'], `${place}.user`));
  const users = rows('users').map(({ row, place }) => key(row['id'], `${place}.id`));
  const areas = rows('locations').map(({ row, place }) => ({
    id: key(row['id'], `${place}.id`),
    seats:
      row['is_place'] === undefined || isYes(row['is_place'])
        ? (reader.integer(row['capacity'], `${place}.capacity`, 1, Number.MAX_SAFE_INTEGER) ?? 1)
        : null,
  }));
  const people = users.map((id) => ({
    id,
    interest: Object.fromEntries(
      (said.get(id) ?? []).flatMap(({ row, place }) => {
        const weight = reader.integer(row['interest'], `${place}.interest`, 0, 100);
        return weight ? [[key(row['discussion'], `${place}.discussion`), weight]] : [];
      }),
    ),
  }));
  for (const user of said.keys()) if (!users.includes(user)) reader.report('interest', `no user "${user}"`);
  const sessions = discussions.map(({ id, owner }) => {
    const allowed = possible.get(id)?.map(({ row, place }) => key(row['slot'], `${place}.slot`));
    const pinned = placements.find((one) => one.session === id && locked.has(one.slot));
    return {
      ...{ id, leads: [owner], slots: allowed ?? null },
      pin: pinned ? { slot: pinned.slot, area: pinned.area } : null,
    };
  });
  if (reader.failed) return { ok: false, errors: reader.errors };
  return {
    ok: true,
    titles: new Map(discussions.map((one) => [one.title, one.id])),
    problem: {
      format: 'plenary-problem/1',
      name: 'session scheduler',
      ...{ slots: slotsOf(times), areas, sessions, people, previous: placements },
    },
  };
}

function slotsOf(times: readonly { id: string; day: string; from: number }[]): ProblemSlot[] {
  const ordered = times.toSorted((a, b) => (a.day === b.day ? a.from - b.from : a.day < b.day ? -1 : 1));
  return ordered.map(({ id, day, from }, index) => {
    const next = ordered[index + 1];
    const to = next?.day === day ? next.from : from + LAST_SLOT_MINUTES;
    return { id, day, start: clockOf(from), end: clockOf(to) };
  });
}

/** Databases say yes in several ways. */
function isYes(value: unknown): boolean {
  return value === true || value === 1 || value === '1' || value === 'true';
}
