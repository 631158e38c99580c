import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf } from '../kernel/action.ts';
import { person, type Actor } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { addArea, addEvent, addOrganiser, addPerson, addSession } from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { addDay } from './add-day.ts';
import { closeArea } from './close-area.ts';
import { eventGrid } from './event-queries.ts';
import { removeArea } from './remove-area.ts';
import { removeDay } from './remove-day.ts';
import { removeSlot } from './remove-slot.ts';
import { setArea } from './set-area.ts';
import { setSlot } from './set-slot.ts';

onBothEngines('changing days, slots and areas', (fresh) => {
  let open: OpenDatabase;
  const clock = new SetClock();
  let eventId: Id;
  let organiser: Actor;
  let dayId: Id;
  let slots: Id[];
  let areaId: Id;
  let short: Id;
  let long: Id;
  const needs = () => ({ db: open.db, clock });

  /** A day with 10–11, 11–12 and 13–14; a session in 10–11, one over 11–12 and 13–14. */
  beforeEach(async () => {
    open = await fresh();
    eventId = (await addEvent(open.db, { zone: 'Europe/Berlin' })).id;
    const organiserId = await addPerson(open.db, 'Organiser');
    await addOrganiser(open.db, eventId, organiserId);
    organiser = person(organiserId);
    dayId = valueOf(await addDay(needs(), organiser, { eventId, date: '2026-04-28' })).dayId;
    slots = [];
    for (const start of ['10:00', '11:00', '13:00'])
      slots.push(valueOf(await slot({ start, end: `${Number(start.slice(0, 2)) + 1}:00` })).slotId);
    areaId = valueOf(
      await setArea(needs(), organiser, { eventId, label: '1', seats: 8, features: ['screen'] }),
    ).areaId;
    short = await addSession(open.db, eventId, 'Short', { needs: '["screen"]' });
    long = await addSession(open.db, eventId, 'Long', { length: 2 });
    await place(short, [slots[0] ?? '']);
    await place(long, [slots[1] ?? '', slots[2] ?? '']);
  });
  afterEach(() => open.close());

  const slot = (input: Partial<Parameters<typeof setSlot>[2]>, actor = organiser) =>
    setSlot(needs(), actor, { eventId, dayId, kind: 'sessions', start: '10:00', end: '11:00', ...input });

  async function place(sessionId: Id, slotIds: Id[]): Promise<void> {
    const placement = {
      session_id: sessionId,
      event_id: eventId,
      slot_id: slotIds[0] ?? '',
      area_id: areaId,
    };
    await open.db
      .insertInto('placements')
      .values({ ...placement, pinned_at: null, pinned_by: null })
      .execute();
    for (const slotId of slotIds)
      await open.db
        .insertInto('placement_cells')
        .values({ slot_id: slotId, area_id: areaId, session_id: sessionId })
        .execute();
  }

  async function placed(): Promise<Id[]> {
    const rows = await open.db.selectFrom('placements').select('session_id').execute();
    const cells = await open.db.selectFrom('placement_cells').select('session_id').distinct().execute();
    expect(cells.map((row) => row.session_id).toSorted()).toEqual(
      rows.map((row) => row.session_id).toSorted(),
    );
    return rows.map((row) => row.session_id).toSorted();
  }

  const losing = (sessionId: Id, headline: string) => ({
    sessionId,
    headline,
    areaLabel: '1',
    effect: 'loses-place',
  });

  it('says what a slot that goes would displace, and does it when told to', async () => {
    const remove = { eventId, slotId: slots[0] ?? '' };
    expect(await removeSlot(needs(), organiser, remove)).toMatchObject({
      error: { code: 'would-displace', subject: [losing(short, 'Short')] },
    });
    expect(await placed()).toEqual([short, long].toSorted());
    expect((await eventGrid(open.db, eventId)).slots).toHaveLength(3);
    expect(valueOf(await removeSlot(needs(), organiser, { ...remove, displace: true }))).toEqual({
      displaced: [losing(short, 'Short')],
    });
    expect(await placed()).toEqual([long]);
    expect((await eventGrid(open.db, eventId)).slots).toHaveLength(2);
    expect(await open.db.selectFrom('drafts').select('version').executeTakeFirst()).toEqual({ version: 2 });
  });

  it('keeps sessions in a slot whose time changes, once the organiser has seen it', async () => {
    const later = { slotId: slots[0] ?? '', start: '09:30', end: '10:30' };
    expect(await slot(later)).toMatchObject({
      error: { code: 'would-displace', subject: [{ sessionId: short, effect: 'moves' }] },
    });
    valueOf(await slot({ ...later, displace: true }));
    expect(await placed()).toEqual([short, long].toSorted());
  });

  it.each([
    ['becomes a break', () => ({ kind: 'break' as const })],
    ['moves between the two halves of a longer session', () => ({ start: '12:00', end: '13:00' })],
  ])('displaces what does not fit when a slot %s', async (_, changed) => {
    const result = await slot({ slotId: slots[0] ?? '', ...changed() });
    expect(result.ok ? 'ok' : result.error.code).toBe('would-displace');
    valueOf(await slot({ slotId: slots[0] ?? '', displace: true, ...changed() }));
    expect(await placed()).toEqual('kind' in changed() ? [long] : [short]);
  });

  it('changes a title without asking', async () => {
    valueOf(await slot({ slotId: slots[0] ?? '', title: 'First' }));
    expect((await eventGrid(open.db, eventId)).slots[0]?.title).toBe('First');
  });

  it('asks before an area goes, loses what a session needs, or closes', async () => {
    const code = async (result: Promise<{ ok: boolean; error?: { code: string; subject: unknown } }>) => {
      const { error } = await result;
      return [error?.code, Array.isArray(error?.subject) ? error.subject.length : 0];
    };
    const area = { eventId, areaId, label: '1', seats: 8 };
    expect(await code(removeArea(needs(), organiser, { eventId, areaId }))).toEqual(['would-displace', 2]);
    expect(await code(setArea(needs(), organiser, area))).toEqual(['would-displace', 1]);
    const close = { eventId, areaId, closedSlotIds: [slots[2] ?? ''] };
    expect(await code(closeArea(needs(), organiser, close))).toEqual(['would-displace', 1]);
    expect(await placed()).toHaveLength(2);
    valueOf(await closeArea(needs(), organiser, { ...close, displace: true }));
    expect(await placed()).toEqual([short]);
    valueOf(await setArea(needs(), organiser, { ...area, displace: true }));
    expect(await placed()).toEqual([]);
    valueOf(await removeArea(needs(), organiser, { eventId, areaId }));
    expect((await eventGrid(open.db, eventId)).areas).toEqual([]);
  });

  it('asks before a day goes, and keeps one for an announced event', async () => {
    const remove = { eventId, dayId };
    expect(await removeDay(needs(), organiser, remove)).toMatchObject({ error: { code: 'wrong-state' } });
    const like = { eventId, date: '2026-04-29', likeDayId: dayId };
    const second = valueOf(await addDay(needs(), organiser, like)).dayId;
    expect((await eventGrid(open.db, eventId)).slots.filter((one) => one.dayId === second)).toHaveLength(3);
    expect(await removeDay(needs(), organiser, remove)).toMatchObject({ error: { code: 'would-displace' } });
    valueOf(await removeDay(needs(), organiser, { ...remove, displace: true }));
    expect(await placed()).toEqual([]);
    expect((await eventGrid(open.db, eventId)).days.map((day) => day.id)).toEqual([second]);
  });

  it('has no two slots at one time, also over midnight', async () => {
    expect(await slot({ start: '10:30', end: '10:45' })).toMatchObject({
      error: { fields: [{ path: 'start', code: 'overlaps', params: { start: '10:00', end: '11:00' } }] },
    });
    const night = valueOf(await slot({ kind: 'social', start: '22:00', end: '02:00' }));
    expect((await eventGrid(open.db, eventId)).slots.at(-1)).toMatchObject({
      id: night.slotId,
      dayId,
      startsAt: '2026-04-28T20:00:00.000Z',
      endsAt: '2026-04-29T00:00:00.000Z',
    });
    const next = valueOf(await addDay(needs(), organiser, { eventId, date: '2026-04-29' })).dayId;
    expect(await slot({ dayId: next, start: '01:00', end: '03:00' })).toMatchObject({
      error: { fields: [{ path: 'start', code: 'overlaps' }] },
    });
    expect(await slot({ start: '12:15', end: '12:10' })).toMatchObject({
      error: { fields: [{ path: 'end', code: 'too-late' }] },
    });
  });

  it('lets one of two slots at the same time through when both arrive at once', async () => {
    const same = { start: '16:00', end: '17:00' };
    const results = await Promise.all([slot(same), slot(same)]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  });

  it('is for organisers, with ids of their own event', async () => {
    const helperId = await addPerson(open.db, 'Helper');
    await addOrganiser(open.db, eventId, helperId, 'helper');
    const helper = person(helperId);
    const other = (await addEvent(open.db)).id;
    const otherArea = await addArea(open.db, other, '1');
    const tries = {
      'set-slot': slot({}, helper),
      'remove-slot': removeSlot(needs(), helper, { eventId, slotId: slots[0] ?? '' }),
      'set-area': setArea(needs(), helper, { eventId, label: '9', seats: null }),
      'remove-area': removeArea(needs(), helper, { eventId, areaId }),
      'close-area': closeArea(needs(), helper, { eventId, areaId, closedSlotIds: [] }),
      'add-day': addDay(needs(), helper, { eventId, date: '2026-04-30' }),
      'remove-day': removeDay(needs(), helper, { eventId, dayId }),
    };
    for (const attempt of Object.values(tries))
      expect(await attempt).toMatchObject({ error: { code: 'not-allowed' } });
    const strange = [
      removeArea(needs(), organiser, { eventId, areaId: otherArea }),
      setArea(needs(), organiser, { eventId, areaId: otherArea, label: '9', seats: 1 }),
      closeArea(needs(), organiser, { eventId, areaId: otherArea, closedSlotIds: [] }),
      removeSlot(needs(), organiser, { eventId, slotId: dayId }),
      removeDay(needs(), organiser, { eventId, dayId: areaId }),
      slot({ slotId: otherArea }),
    ];
    for (const attempt of strange) expect(await attempt).toMatchObject({ error: { code: 'not-found' } });
  });

  it('says which field is wrong', async () => {
    const fields = async (
      result: Promise<{ ok: boolean; error?: { fields: readonly { path: string; code: string }[] } }>,
    ) => (await result).error?.fields.map((field) => [field.path, field.code]);
    expect(await fields(slot({ start: '25:00', end: '9', title: 'x'.repeat(121) }))).toEqual([
      ['title', 'too-long'],
      ['start', 'not-a-time'],
      ['end', 'not-a-time'],
    ]);
    expect(await fields(setArea(needs(), organiser, { eventId, label: ' ', seats: 0 }))).toEqual([
      ['label', 'required'],
      ['seats', 'too-small'],
    ]);
    expect(await fields(addDay(needs(), organiser, { eventId, date: '2026-04-28' }))).toEqual([
      ['date', 'taken'],
    ]);
  });
});
