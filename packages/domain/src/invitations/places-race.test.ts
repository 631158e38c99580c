import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Id } from '../kernel/ids.ts';
import { addEvent, addInvitation, addPerson } from '../testing/community.ts';
import { countEach, ENGINES, race, type Arena } from '../testing/race-arena.ts';
import type { RaceOrders } from '../testing/racer.ts';
import type { ConfirmOrders } from './places-race-process.ts';

const PLACES = 50;
const INVITED = 60;
const PROCESSES = 4;
const CONTROL_ROUNDS = 5;
const PROCESS = join(import.meta.dirname, 'places-race-process.ts');

for (const { engine, here, arena, unlocked } of ENGINES) {
  describe.skipIf(!here)(`sixty people who confirm fifty places from four processes [${engine}]`, () => {
    it('get fifty places, and ten are on the waiting list', { timeout: 60_000 }, async () => {
      const fair = await arena();
      const states = await confirmAll(fair, await inviteSixty(fair), { slowCountMs: 0, begin: 'immediate' });
      expect(countEach(states)).toEqual({ confirmed: PLACES, waitlisted: INVITED - PLACES });
      expect(await storedStates(fair)).toEqual({ confirmed: PLACES, waitlisted: INVITED - PLACES });
    });

    it('control: get too many places when the lock is removed', { timeout: 120_000 }, async () => {
      let confirmed = 0;
      for (let round = 0; round < CONTROL_ROUNDS && confirmed <= PLACES; round++) {
        const lockless = await arena();
        const ids = await inviteSixty(lockless);
        await lockless.open.db.deleteFrom('turns').execute();
        await confirmAll(lockless, ids, { slowCountMs: 25, begin: unlocked });
        confirmed = (await storedStates(lockless))['confirmed'] ?? 0;
      }
      expect(confirmed).toBeGreaterThan(PLACES);
    });
  });
}

function confirmAll(
  { orders }: Arena,
  ids: readonly Id[],
  more: Pick<RaceOrders, 'begin' | 'slowCountMs'>,
): Promise<string[]> {
  return race<ConfirmOrders>(
    PROCESS,
    Array.from({ length: PROCESSES }, (_, n) => ({
      ...orders,
      ...more,
      invitationIds: ids.filter((_id, i) => i % PROCESSES === n),
    })),
  );
}

async function inviteSixty({ open: { db } }: Arena): Promise<Id[]> {
  const event = await addEvent(db, { capacity: PLACES });
  const ids: Id[] = [];
  for (let n = 0; n < INVITED; n++)
    ids.push(await addInvitation(db, event.id, await addPerson(db, `Person ${n}`), 'invited'));
  return ids;
}

async function storedStates({ open }: Arena): Promise<Record<string, number>> {
  return countEach(
    (await open.db.selectFrom('invitations').select('state').execute()).map((row) => row.state),
  );
}
