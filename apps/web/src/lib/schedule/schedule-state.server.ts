import type { Event } from '@plenary/domain/events/event.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import { readRooms } from '@plenary/domain/rooms/room-queries.ts';
import { scheduleDays } from './schedule-days.ts';

/** The published schedule as everybody who may see the event sees it: nobody's own. */
export async function scheduleState({ app }: App.Locals, event: Event) {
  const schedule = await app.schedules.of(app.db, event.id);
  return {
    now: timestamp(app.clock.now()),
    release: schedule.release,
    grid: scheduleDays(schedule, event.zone),
  };
}

/** What is needed to say what is on, at any moment of the event; nobody's own either. */
export async function nowState({ app }: App.Locals, event: Event) {
  const { release, slots, areas, sessions, left } = await app.schedules.of(app.db, event.id);
  const now = timestamp(app.clock.now());
  return {
    now,
    rooms: await readRooms(app.db, event.id, now),
    released: release !== null,
    schedule: { slots, areas, sessions, left },
  };
}
