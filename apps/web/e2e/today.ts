import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Site } from './site.ts';

/** A zone where it is between ten and eleven in the morning now: a day that began at nine is on, with slots to come. */
export function zoneAtTen(): string {
  const now = Temporal.Now.instant();
  const zone = Intl.supportedValuesOf('timeZone').find((one) => now.toZonedDateTimeISO(one).hour === 10);
  if (!zone) throw new Error('nowhere on earth is it ten in the morning');
  return zone;
}

/** Moves an event of the sample to where it is ten in the morning of its first day; what is on the clock stays so. */
export function holdToday({ data }: Site, slug: string): void {
  const database = new DatabaseSync(join(data, 'plenary.sqlite'));
  try {
    const event = one<{ id: string; zone: string }>('select id, zone from events where slug = ?', slug);
    const days = all<{ id: string; date: string }>(
      'select id, date from event_days where event_id = ? order by date',
      event.id,
    );
    const zone = zoneAtTen();
    const today = Temporal.Now.plainDateISO(zone);
    const since = Temporal.PlainDate.from(days[0]?.date ?? '').until(today);
    const moved = (instant: string): string =>
      Temporal.Instant.from(instant)
        .toZonedDateTimeISO(event.zone)
        .toPlainDateTime()
        .add(since)
        .toZonedDateTime(zone)
        .toInstant()
        .toString({ smallestUnit: 'millisecond' });
    database.prepare('update events set zone = ? where id = ?').run(zone, event.id);
    for (const day of days.toReversed())
      database
        .prepare('update event_days set date = ? where id = ?')
        .run(Temporal.PlainDate.from(day.date).add(since).toString(), day.id);
    for (const slot of all<{ id: string; starts_at: string; ends_at: string }>(
      'select id, starts_at, ends_at from slots where event_id = ?',
      event.id,
    ))
      database
        .prepare('update slots set starts_at = ?, ends_at = ? where id = ?')
        .run(moved(slot.starts_at), moved(slot.ends_at), slot.id);
  } finally {
    database.close();
  }

  function all<Row>(sql: string, ...values: string[]): Row[] {
    return database.prepare(sql).all(...values) as Row[];
  }
  function one<Row>(sql: string, ...values: string[]): Row {
    const [row] = all<Row>(sql, ...values);
    if (!row) throw new Error(`nothing found by ${sql}`);
    return row;
  }
}

/** Moves all slots of an event so that its first one for sessions ends in so many minutes: it is on, others are to come. */
export function endFirstSlotIn({ data }: Site, slug: string, minutes: number): void {
  const database = new DatabaseSync(join(data, 'plenary.sqlite'));
  try {
    const slots = database
      .prepare(
        `select slots.id, slots.kind, slots.starts_at, slots.ends_at from slots join events on events.id = event_id
         where slug = ? order by slots.starts_at`,
      )
      .all(slug) as { id: string; kind: string; starts_at: string; ends_at: string }[];
    const end = slots.find(({ kind }) => kind === 'sessions')?.ends_at ?? '';
    const later = Temporal.Instant.from(end).until(Temporal.Now.instant().add({ minutes }));
    const moved = (instant: string): string =>
      Temporal.Instant.from(instant).add(later).toString({ smallestUnit: 'millisecond' });
    for (const { id, starts_at, ends_at } of slots)
      database
        .prepare('update slots set starts_at = ?, ends_at = ? where id = ?')
        .run(moved(starts_at), moved(ends_at), id);
  } finally {
    database.close();
  }
}
