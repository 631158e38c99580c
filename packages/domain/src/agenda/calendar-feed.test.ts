import ICAL from 'ical.js';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import type { InterestLevel } from '../interest/interest-tables.ts';
import { person, visitor } from '../kernel/actor.ts';
import { newId, type Id } from '../kernel/ids.ts';
import {
  addArea,
  addDay,
  addEvent,
  addInvitation,
  addLead,
  addPerson,
  addSession,
  addSlot,
} from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { myAgenda, releasedPlaces } from './agenda-queries.ts';
import { updateCalendarEntries } from './calendar-entries.ts';
import { calendarAddress, eventFeed, personalFeed } from './calendar-feed.ts';
import { renewCalendarLink } from './renew-calendar-link.ts';

const site = { origin: 'https://plenary.example', secret: 'x'.repeat(64) };
const TIMES = [
  ['2026-04-28T01:00:00.000Z', '2026-04-28T02:00:00.000Z'],
  ['2026-04-28T02:00:00.000Z', '2026-04-28T03:00:00.000Z'],
] as const;

onBothEngines('the agenda and its calendars', (fresh) => {
  let open: OpenDatabase;
  let event: { id: Id; slug: string };
  let ada: Id;
  let slots: Id[];
  let areas: Id[];
  let number: number;
  const clock = new SetClock();
  const feeds = () => ({ db: open.db, clock, site });

  beforeEach(async () => {
    open = await fresh();
    clock.set('2026-04-20T10:00:00Z');
    number = 0;
    event = await addEvent(open.db);
    ada = await addPerson(open.db, 'Ada');
    await addInvitation(open.db, event.id, ada, 'confirmed');
    const dayId = await addDay(open.db, event.id);
    slots = [];
    for (const times of TIMES) slots.push(await addSlot(open.db, event.id, dayId, times));
    areas = [];
    for (const label of ['1', 'Kitchen']) areas.push(await addArea(open.db, event.id, label));
  });
  afterEach(() => open.close());

  const add = (headline: string, more: Parameters<typeof addSession>[3] = {}) =>
    addSession(open.db, event.id, headline, more);
  const say = (sessionId: Id, level: InterestLevel, personId = ada) =>
    open.db
      .insertInto('interest')
      .values({
        ...{ session_id: sessionId, person_id: personId, event_id: event.id },
        ...{ level, can_help_lead: 0, said_at: '2026-03-01T00:00:00.000Z' },
      })
      .execute();

  /** Releases these sessions at [slot, area], as the schedule slice does. */
  async function release(places: Record<Id, readonly [slot: number, area: number]>): Promise<void> {
    const id = newId();
    const now = clock.now().toString({ smallestUnit: 'millisecond' });
    number += 1;
    await open.db.transaction().execute(async (tx) => {
      await tx
        .insertInto('releases')
        .values({ id, event_id: event.id, number, note: '', released_at: now, released_by: null })
        .execute();
      for (const [sessionId, [slot, area]] of Object.entries(places)) {
        await tx
          .insertInto('released_placements')
          .values({
            ...{
              release_id: id,
              session_id: sessionId,
              slot_id: slots[slot] ?? '',
              area_id: areas[area] ?? '',
            },
            area_label: ['1', 'Kitchen'][area] ?? '',
            starts_at: TIMES[slot]?.[0] ?? '',
            ends_at: TIMES[slot]?.[1] ?? '',
          })
          .execute();
      }
      await updateCalendarEntries(tx, event.id, id, now);
    });
  }

  const tokenOf = async (personId: Id) => (await calendarAddress(feeds(), personId)).split('/').at(-2) ?? '';
  const personal = async () => (await personalFeed(feeds(), await tokenOf(ada))) ?? '';

  /** What a calendar shows: `SEQUENCE STATUS SUMMARY, LOCATION hour`. */
  function shown(ics: string | undefined): string[] {
    const calendar = new ICAL.Component(
      ICAL.parse(ics ?? '') as ConstructorParameters<typeof ICAL.Component>[0],
    ); // parse is typed as a plain object
    return calendar.getAllSubcomponents('vevent').map((vevent) => {
      const value = (name: string) => String(vevent.getFirstPropertyValue(name));
      return `${value('sequence')} ${value('status')} ${value('summary')}, ${value('location')} ${value('dtstart').slice(11, 13)}`;
    });
  }

  it('an agenda reads the latest release, never an earlier one or the draft', async () => {
    const [boot, moved, drafted] = [await add('Boot'), await add('Moved'), await add('Drafted')];
    for (const id of [boot, moved, drafted]) await say(id, 'must');
    expect(await myAgenda(open.db, event.id, ada)).toEqual({ release: null, entries: [] });
    await release({ [boot]: [0, 0], [moved]: [0, 1], [drafted]: [1, 0] });
    await release({ [moved]: [1, 1] });
    const cell = { session_id: drafted, slot_id: slots[0] ?? '', area_id: areas[0] ?? '' };
    await open.db
      .insertInto('placements')
      .values({ ...cell, event_id: event.id, pinned_at: null, pinned_by: null })
      .execute();
    const agenda = await myAgenda(open.db, event.id, ada);
    expect(agenda.release).toMatchObject({ number: 2, releasedAt: '2026-04-20T10:00:00.000Z' });
    expect(agenda.entries).toEqual([
      {
        ...{
          sessionId: moved,
          headline: 'Moved',
          reason: 'must',
          missed: false,
          cancelled: false,
          clashes: [],
        },
        ...{
          areaId: areas[1],
          areaLabel: 'Kitchen',
          slotId: slots[1],
          startsAt: TIMES[1][0],
          endsAt: TIMES[1][1],
        },
      },
    ]);
    expect([...(await releasedPlaces(open.db, event.id)).keys()]).toEqual([moved]);
  });

  it('an agenda takes five statements for one entry and for three', async () => {
    const places: Record<Id, readonly [number, number]> = { [await add('One')]: [0, 0] };
    await release(places);
    const read = (db: OpenDatabase['db']) => myAgenda(db, event.id, ada);
    expect(await countStatements(open.db, read)).toBe(5);
    for (const area of [0, 1]) {
      const id = await add('More');
      await say(id, 'want');
      places[id] = [1, area];
    }
    await release(places);
    expect((await read(open.db)).entries).toHaveLength(2);
    expect(await countStatements(open.db, read)).toBe(5);
  });

  it('a calendar shows what I lead, must and want, and nothing else', async () => {
    const led = await add('Led');
    await addLead(open.db, led, ada);
    const places: Record<Id, readonly [number, number]> = { [led]: [0, 0] };
    for (const level of ['must', 'want', 'maybe', 'none'] as const) {
      const id = await add(level);
      await say(id, level);
      places[id] = [1, 0];
    }
    const others = await add('Others');
    await say(others, 'must', await addPerson(open.db, 'Grace'));
    places[others] = [1, 1];
    await release(places);
    expect(shown(await personal()).toSorted()).toEqual([
      '0 CONFIRMED Led, 1 01',
      '0 CONFIRMED must, 1 02',
      '0 CONFIRMED want, 1 02',
    ]);
    expect(shown(await eventFeed(feeds(), event.id))).toHaveLength(6);
    expect(await personal()).toContain(
      `URL:https://plenary.example/${event.slug}/sessions/${led}`.slice(0, 70),
    );
  });

  it('an entry counts up when its session changes, and only then', async () => {
    const moves = await add('Moves');
    const stays = await add('Stays');
    await say(moves, 'must');
    await say(stays, 'must');
    await release({ [moves]: [0, 0], [stays]: [0, 1] });
    const before = await personal();
    const stayed = async () =>
      open.db.selectFrom('calendar_entries').selectAll().where('session_id', '=', stays).executeTakeFirst();
    const untouched = await stayed();
    clock.forward({ days: 1 });
    expect(await personal()).toBe(before);
    await release({ [moves]: [0, 0], [stays]: [0, 1] });
    expect(await personal()).toBe(before);
    await release({ [moves]: [1, 0], [stays]: [0, 1] });
    expect(shown(await personal())).toEqual(['0 CONFIRMED Stays, Kitchen 01', '1 CONFIRMED Moves, 1 02']);
    expect(await personal()).toContain('DTSTAMP:20260421T100000Z');
    await release({ [stays]: [0, 1] });
    await release({ [stays]: [0, 1] });
    expect(shown(await personal())).toEqual(['0 CONFIRMED Stays, Kitchen 01', '2 CANCELLED Moves, 1 02']);
    await release({ [moves]: [1, 1], [stays]: [0, 1] });
    expect(shown(await personal())).toEqual([
      '0 CONFIRMED Stays, Kitchen 01',
      '3 CONFIRMED Moves, Kitchen 02',
    ]);
    expect(await stayed()).toEqual(untouched);
  });

  it('a calendar learns of a new headline, a withdrawal, a merge and a return without a release, once', async () => {
    const id = await add('Before');
    await say(id, 'want');
    await release({ [id]: [0, 0] });
    const change = async (set: {
      headline?: string;
      withdrawn_at?: string | null;
      merged_into?: Id | null;
    }) => {
      clock.forward({ hours: 1 });
      await open.db.updateTable('sessions').set(set).where('id', '=', id).execute();
      const first = await personal();
      clock.forward({ hours: 1 });
      expect(await personal()).toBe(first);
      return shown(first);
    };
    expect(await change({ headline: 'After' })).toEqual(['1 CONFIRMED After, 1 01']);
    expect(await change({ withdrawn_at: '2026-04-21T00:00:00.000Z' })).toEqual(['2 CANCELLED After, 1 01']);
    expect(await change({ withdrawn_at: null })).toEqual(['3 CONFIRMED After, 1 01']);
    expect(await change({ merged_into: await add('Other') })).toEqual(['4 CANCELLED After, 1 01']);
  });

  it('two calendars that are read at once count one step', async () => {
    const id = await add('Before');
    await say(id, 'want');
    await release({ [id]: [0, 0] });
    await open.db.updateTable('sessions').set({ headline: 'After' }).where('id', '=', id).execute();
    await Promise.all([personal(), personal(), eventFeed(feeds(), event.id)]);
    expect(shown(await personal())).toEqual(['1 CONFIRMED After, 1 01']);
  });

  it('everything of a cancelled event is cancelled, and goes when the event would be over', async () => {
    const id = await add('Boot');
    await say(id, 'must');
    await release({ [id]: [0, 0] });
    await open.db.updateTable('events').set({ cancelled_at: '2026-04-21T00:00:00.000Z' }).execute();
    expect(shown(await personal())).toEqual(['1 CANCELLED Boot, 1 01']);
    clock.set('2026-04-28T02:59:00Z');
    expect(shown(await personal())).toHaveLength(1);
    clock.set('2026-04-28T03:00:00Z');
    expect(shown(await personal())).toEqual([]);
  });

  it('what took place stays in the calendar after the event', async () => {
    const id = await add('Boot');
    await say(id, 'must');
    await release({ [id]: [0, 0] });
    clock.set('2027-01-01T00:00:00Z');
    expect(shown(await personal())).toEqual(['0 CONFIRMED Boot, 1 01']);
  });

  it('a calendar address ends when a new one is made', async () => {
    const old = await tokenOf(ada);
    expect(await renewCalendarLink(feeds(), visitor, {})).toMatchObject({
      error: { code: 'sign-in-needed' },
    });
    const grace = await addPerson(open.db, 'Grace');
    const graces = await tokenOf(grace);
    expect(await renewCalendarLink(feeds(), person(ada), {})).toEqual({
      ok: true,
      value: { number: expect.any(Number) as number },
    });
    expect(await personalFeed(feeds(), old)).toBeUndefined();
    expect(await tokenOf(ada)).not.toBe(old);
    expect(await personal()).toContain('NAME:Plenary: Ada');
    expect(await personalFeed(feeds(), graces)).toContain('NAME:Plenary: Grace');
    expect(await personalFeed(feeds(), 'nonsense')).toBeUndefined();
    expect(
      await renewCalendarLink(feeds(), person(ada), { personId: grace } as never /* somebody else's */),
    ).toMatchObject({
      error: { code: 'invalid-input' },
    });
  });

  it('an event that is not announced has no public calendar', async () => {
    const draft = await addEvent(open.db, { announced_at: null });
    expect(await eventFeed(feeds(), draft.id)).toBeUndefined();
    expect(await eventFeed(feeds(), newId())).toBeUndefined();
  });

  it('a calendar never shows a draft', async () => {
    const drafted = await add('Drafted');
    await say(drafted, 'must');
    const cell = { session_id: drafted, slot_id: slots[0] ?? '', area_id: areas[0] ?? '' };
    await open.db
      .insertInto('placements')
      .values({ ...cell, event_id: event.id, pinned_at: null, pinned_by: null })
      .execute();
    expect(await personal()).not.toContain('Drafted');
    expect(await eventFeed(feeds(), event.id)).not.toContain('Drafted');
  });
});
