import type { GridArea, GridSlot } from '@plenary/domain/events/grid.ts';
import type {
  LeftSession,
  PublishedSchedule,
  PublishedSession,
} from '@plenary/domain/schedule/published-schedule.ts';

/** A session as it stands in one cell of the schedule; one of two slots stands in two. */
export interface CellSession {
  readonly id: string;
  readonly headline: string;
  readonly topic: string;
  /** Names, as they are shown. */
  readonly leads: string;
  /** Only written when true: this is sent 120 times over. */
  readonly cancelled?: true;
  /** It began in an earlier row. Only written when true. */
  readonly continued?: true;
  /** It is not here any more: where it is instead, null for nowhere. */
  readonly movedTo?: LeftSession['now'];
}

export interface ScheduleRow {
  readonly kind: GridSlot['kind'];
  readonly title: string;
  readonly startsAt: string;
  readonly endsAt: string;
  /** One for each area, in the areas' order; empty for rows that are for everybody. */
  readonly cells: readonly (readonly CellSession[])[];
}

export interface ScheduleDay {
  /** Local calendar date. */
  readonly date: string;
  readonly rows: readonly ScheduleRow[];
}

export type ScheduleArea = Pick<GridArea, 'id' | 'label' | 'name' | 'seats'>;

export interface ScheduleGrid {
  readonly areas: readonly ScheduleArea[];
  readonly days: readonly ScheduleDay[];
}

/**
 * The latest release as days of rows. What was released counts: a session stands at the time and in
 * the area that people were told, also when the slot or the area has changed or gone since.
 */
export function scheduleDays(schedule: PublishedSchedule, zone: string): ScheduleGrid {
  const areas = withReleasedAreas(schedule);
  const dayOfSlot = new Map(schedule.slots.map((slot) => [slot.id, slot.dayId]));
  const dayOfDate = new Map(schedule.days.map((day) => [day.date, day.id]));
  const dayOf = (session: PublishedSession): string | undefined =>
    dayOfSlot.get(session.slotId) ?? dayOfDate.get(localDate(session.startsAt, zone)) ?? schedule.days[0]?.id;

  const byDay = Map.groupBy(schedule.sessions, dayOf);
  const leftByArea = Map.groupBy(schedule.left, (place) => place.areaId);
  const days = schedule.days.map((day) => {
    const sessions = byDay.get(day.id) ?? [];
    const slots = schedule.slots.filter((slot) => slot.dayId === day.id);
    const byArea = Map.groupBy(sessions, (session) => session.areaId);
    const rows = withReleasedTimes(slots, sessions).map((row) => ({
      ...row,
      cells:
        row.kind === 'sessions'
          ? areas.map(({ id }) => [
              ...cell(row, byArea.get(id) ?? []),
              ...leftIn(row, leftByArea.get(id) ?? []),
            ])
          : [],
    }));
    return { date: day.date, rows };
  });
  return { areas, days };
}

/** What its sessions are about, in the alphabet's order. */
export function topicsOf(grid: ScheduleGrid): string[] {
  const topics = grid.days.flatMap((day) =>
    day.rows.flatMap((row) => row.cells.flat().map((one) => one.topic)),
  );
  return [...new Set(topics)].filter(Boolean).toSorted();
}

/** The same grid with some of its sessions; every row stays. */
export function onlySome(grid: ScheduleGrid, shows: (session: CellSession) => boolean): ScheduleGrid {
  const days = grid.days.map((day) => ({
    ...day,
    rows: day.rows.map((row) => ({ ...row, cells: row.cells.map((cell) => cell.filter(shows)) })),
  }));
  return { ...grid, days };
}

type Times = Pick<ScheduleRow, 'kind' | 'title' | 'startsAt' | 'endsAt'>;

function withReleasedTimes(slots: readonly GridSlot[], sessions: readonly PublishedSession[]): Times[] {
  const rows = new Map<string, Times>();
  for (const { startsAt, endsAt } of sessions)
    rows.set(startsAt, { kind: 'sessions', title: '', startsAt, endsAt });
  for (const { kind, title, startsAt, endsAt } of slots) {
    if (kind === 'sessions' || !rows.has(startsAt)) rows.set(startsAt, { kind, title, startsAt, endsAt });
  }
  return [...rows.values()].toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
}

function withReleasedAreas({ areas, sessions }: PublishedSchedule): ScheduleArea[] {
  const known = new Map<string, ScheduleArea>(
    areas.map(({ id, label, name, seats }) => [id, { id, label, name, seats }]),
  );
  for (const { areaId, areaLabel } of sessions) {
    if (!known.has(areaId)) known.set(areaId, { id: areaId, label: areaLabel, name: '', seats: null });
  }
  return [...known.values()];
}

function cell(row: Times, sessions: readonly PublishedSession[]): CellSession[] {
  return sessions
    .filter((one) => one.startsAt <= row.startsAt && one.endsAt > row.startsAt)
    .map(({ id, headline, topic, leads, cancelled, startsAt }) => ({
      id,
      headline,
      topic,
      leads: leads.join(', '),
      ...(cancelled && { cancelled }),
      ...(startsAt < row.startsAt && { continued: true }),
    }));
}

function leftIn(row: Times, places: readonly LeftSession[]): CellSession[] {
  return places
    .filter((place) => place.startsAt === row.startsAt)
    .map(({ sessionId, headline, now }) => ({ id: sessionId, headline, topic: '', leads: '', movedTo: now }));
}

function localDate(instant: string, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
}
