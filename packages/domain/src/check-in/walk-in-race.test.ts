import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addEvent } from '../testing/community.ts';
import { countEach, ENGINES, race, type Arena } from '../testing/race-arena.ts';
import type { RaceOrders } from '../testing/racer.ts';
import type { DoorOrders } from './walk-in-race-process.ts';

const PLACES = 10;
const PEOPLE = 24;
const DOORS = 3;
const CONTROL_ROUNDS = 5;
const DOOR = join(import.meta.dirname, 'walk-in-race-process.ts');

for (const { engine, here, arena, unlocked } of ENGINES) {
  describe.skipIf(!here)(`people without an invitation at three doors [${engine}]`, () => {
    it('come in until the places are taken, and not one more', { timeout: 60_000 }, async () => {
      const answers = await comeIn(await arena(), { slowCountMs: 0, begin: 'immediate' });
      expect(answers).toEqual({ in: PLACES, 'event-full': PEOPLE - PLACES });
    });

    it('control: too many come in when there are no turns', { timeout: 120_000 }, async () => {
      let most = 0;
      for (let round = 0; round < CONTROL_ROUNDS && most <= PLACES; round++)
        most = (await comeIn(await arena(), { slowCountMs: 25, begin: unlocked }, false))['in'] ?? 0;
      expect(most).toBeGreaterThan(PLACES);
    });
  });
}

async function comeIn(
  { open, orders }: Arena,
  more: Pick<RaceOrders, 'begin' | 'slowCountMs'>,
  turns = true,
): Promise<Record<string, number>> {
  const { id: eventId } = await addEvent(open.db, { capacity: PLACES, walk_ins: 'while-free' });
  if (!turns) await open.db.deleteFrom('turns').execute();
  const people = Array.from({ length: PEOPLE }, (_, n) => `Person ${n}`);
  const answers = await race<DoorOrders>(
    DOOR,
    Array.from({ length: DOORS }, (_, n) => ({
      ...orders,
      ...more,
      eventId,
      names: people.filter((_name, i) => i % DOORS === n),
    })),
  );
  const stored = await open.db.selectFrom('invitations').select('state').execute();
  expect(stored.filter((row) => row.state === 'attended').length).toBe(
    answers.filter((answer) => answer === 'in').length,
  );
  return countEach(answers);
}
