import { doorList } from '@plenary/domain/check-in/door-queries.ts';
import { doorDay } from '@plenary/domain/check-in/presence.ts';
import type { Event } from '@plenary/domain/events/event.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import type { Application } from '../../../server/compose.ts';
import type { DoorState } from './door.ts';

/** The list of today's door, as helpers' devices keep it. */
export async function doorState(
  { db, clock, site }: Pick<Application, 'db' | 'clock' | 'site'>,
  event: Event,
): Promise<DoorState> {
  const asOf = timestamp(clock.now());
  return { asOf, people: await doorList(db, site.secret, event, doorDay(asOf, event.zone)) };
}
