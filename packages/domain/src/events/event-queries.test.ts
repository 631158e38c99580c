import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { person, visitor } from '../kernel/actor.ts';
import {
  addArea,
  addDay,
  addEvent,
  addInvitation,
  addOrganiser,
  addPerson,
  addSlot,
} from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { eventGrid, findEventBySlug, listEvents, placesLeft } from './event-queries.ts';

const NOW = '2026-04-20T00:00:00.000Z';

onBothEngines('reading events', (fresh) => {
  let open: OpenDatabase;
  beforeEach(async () => {
    open = await fresh();
  });
  afterEach(() => open.close());

  async function addEventOn(slug: string, date: string | null, more = {}) {
    const event = await addEvent(open.db, { slug, ...more });
    if (date) await addDay(open.db, event.id, date);
    return event;
  }

  it('lists upcoming soonest first, past latest first, and drafts for those who run them only', async () => {
    const me = await addPerson(open.db, 'Me');
    await addEventOn('april', '2026-04-28');
    const march = await addEventOn('march', '2026-03-10');
    await addEventOn('january', '2026-01-10');
    await addEventOn('today', '2026-04-20');
    const draft = await addEventOn('draft', '2026-05-01', { announced_at: null });
    await addEventOn('secret', '2026-05-02', { announced_at: null });
    await addOrganiser(open.db, draft.id, me);
    await addInvitation(open.db, march.id, me, 'attended');
    const slugs = (events: readonly { slug: string }[]) => events.map((event) => event.slug);
    const lists = await listEvents(open.db, person(me), NOW);
    expect(slugs(lists.upcoming)).toEqual(['today', 'april']);
    expect(slugs(lists.past)).toEqual(['march', 'january']);
    expect(lists.mine.map((event) => [event.slug, event.role])).toEqual([
      ['draft', 'organiser'],
      ['march', null],
    ]);
    expect((await listEvents(open.db, visitor, NOW)).mine).toEqual([]);
    const owner = await addPerson(open.db, 'Owner', { site_owner_since: NOW });
    expect(slugs((await listEvents(open.db, person(owner), NOW)).mine)).toEqual(['secret', 'draft']);
  });

  it('takes three queries for a list of 1 and of 3, four for a grid', async () => {
    const me = person(await addPerson(open.db, 'Me'));
    for (const size of [1, 2]) {
      for (let i = 0; i < size; i++) {
        const event = await addEventOn(`event-${size}-${i}`, '2026-04-28');
        await addOrganiser(open.db, event.id, me.kind === 'person' ? me.personId : '');
        const day = await addDay(open.db, event.id, '2026-04-29');
        await addSlot(open.db, event.id, day, ['2026-04-29T01:00:00.000Z', '2026-04-29T02:00:00.000Z']);
        await addArea(open.db, event.id, '1');
      }
      expect(await countStatements(open.db, (db) => listEvents(db, me, NOW))).toBe(3);
    }
    const event = await findEventBySlug(open.db, 'event-2-0');
    expect(await countStatements(open.db, (db) => eventGrid(db, event?.id ?? ''))).toBe(4);
  });

  it('counts the places that nobody has confirmed', async () => {
    const { id, slug } = await addEventOn('full', '2026-04-28', { capacity: 3 });
    for (const state of ['confirmed', 'attended', 'invited', 'waitlisted', 'no-show'] as const)
      await addInvitation(open.db, id, await addPerson(open.db, state), state);
    const event = await findEventBySlug(open.db, slug);
    expect(event && (await placesLeft(open.db, event))).toBe(1);
  });
});
