import { system } from '../kernel/actor.ts';
import { runAsRacer, type RaceOrders } from '../testing/racer.ts';
import { walkIn } from './walk-in.ts';

/** One of the doors of walk-in-race.test.ts: lets its people in as fast as it can. */
export interface DoorOrders extends RaceOrders {
  readonly eventId: string;
  readonly names: readonly string[];
}

await runAsRacer<DoorOrders>(async (needs, { eventId, names }) => {
  const results = await Promise.all(names.map((name) => walkIn(needs, system('race'), { eventId, name })));
  return results.map((result) => (result.ok ? 'in' : result.error.code));
});
