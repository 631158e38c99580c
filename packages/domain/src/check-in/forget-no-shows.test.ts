import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { eventsToClose, markNoShows } from '../invitations/mark-no-shows.ts';
import { noShowsOf } from '../invitations/no-show-queries.ts';
import { valueOf } from '../kernel/action.ts';
import { person, system } from '../kernel/actor.ts';
import { addDay, addEvent, addInvitation, addPerson, addSlot } from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { checkIn } from './check-in.ts';
import { eventsToForget, forgetNoShows } from './forget-no-shows.ts';

onBothEngines('no-shows of past events', (fresh) => {
  let open: OpenDatabase;
  beforeEach(async () => {
    open = await fresh();
  });
  afterEach(() => open.close());

  const needs = (now: string) => {
    return {
      db: open.db,
      clock: new SetClock(now),
      site: { origin: 'http://localhost:3000', secret: 'x'.repeat(40) },
    };
  };
  const forget = (now: string) => forgetNoShows(needs(now), system('test'), { afterDays: 730 });

  async function heldEvent(year: number, absent: string): Promise<void> {
    const { id: eventId } = await addEvent(open.db);
    const day = await addDay(open.db, eventId, `${year}-04-28`);
    await addSlot(open.db, eventId, day, [`${year}-04-28T08:00:00.000Z`, `${year}-04-28T09:00:00.000Z`]);
    const came = await addInvitation(open.db, eventId, await addPerson(open.db, 'Came'), 'confirmed');
    await addInvitation(open.db, eventId, absent, 'confirmed');
    const marks = [{ key: 'a', kind: 'here' as const, invitationId: came }];
    valueOf(await checkIn(needs(`${year}-04-28T08:00:00Z`), system('test'), { eventId, marks }));
    valueOf(await markNoShows(needs(`${year}-04-29T08:00:00Z`), system('test'), {}));
  }

  it('are counted per person over the site, and forgotten after the time that is set', async () => {
    const ada = await addPerson(open.db, 'Ada');
    const bob = await addPerson(open.db, 'Bob');
    await heldEvent(2024, ada);
    await heldEvent(2025, ada);
    expect([...(await noShowsOf(open.db, [ada, bob]))]).toEqual([[ada, 2]]);
    expect(await eventsToForget(open.db, '2026-04-28T08:59:59.000Z', 730)).toEqual([]);
    expect(await forget('2026-04-28T08:59:59Z')).toMatchObject({ value: { forgotten: 0 } });
    expect(await forget('2026-04-28T09:00:00Z')).toMatchObject({ value: { forgotten: 1 } });
    expect([...(await noShowsOf(open.db, [ada, bob]))]).toEqual([[ada, 1]]);
    // Nothing names them any more, and they are not noted anew.
    const left = await open.db
      .selectFrom('changes')
      .select('kind')
      .where('kind', '=', 'invitation.no-show')
      .execute();
    expect(left.length).toBe(1);
    const steps = await open.db
      .selectFrom('invitation_steps')
      .select('state')
      .where('state', '=', 'no-show')
      .execute();
    expect(steps.length).toBe(1);
    expect(await eventsToClose(open.db, '2026-04-28T09:00:00.000Z')).toEqual([]);
    expect(await eventsToForget(open.db, '2026-04-28T09:00:00.000Z', 730)).toEqual([]);
    const marks = await open.db.selectFrom('door_marks').select('at').execute();
    expect(marks.map((mark) => mark.at)).toEqual(['2025-04-28T08:00:00.000Z']);
    const states = await open.db.selectFrom('invitations').select('state').orderBy('id').execute();
    expect(states.map((row) => row.state)).toEqual(['attended', 'confirmed', 'attended', 'no-show']);
  });

  it('are forgotten by nobody but the product itself', async () => {
    const somebody = person(
      await addPerson(open.db, 'Owner', { site_owner_since: '2024-01-01T00:00:00.000Z' }),
    );
    expect(await forgetNoShows(needs('2026-01-01T00:00:00Z'), somebody, { afterDays: 1 })).toMatchObject({
      error: { code: 'not-allowed' },
    });
  });
});
