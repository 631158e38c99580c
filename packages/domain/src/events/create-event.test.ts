import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf } from '../kernel/action.ts';
import { person, system, visitor, type Actor } from '../kernel/actor.ts';
import { addEvent, addInvitation, addOrganiser, addPerson, addSession } from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { createEvent } from './create-event.ts';
import { eventGrid, eventOrThrow, peopleWithRoles } from './event-queries.ts';
import { setArea } from './set-area.ts';
import { setOrganisations } from './set-organisations.ts';
import { eventOrganisations } from './event-queries.ts';
import { closeArea } from './close-area.ts';
import { localTimeOf } from './slot-times.ts';

const HACKATHON = {
  template: 'hackathon',
  name: 'Hackathon Shanghai',
  startDate: '2026-04-28',
  zone: 'Asia/Shanghai',
} as const;

onBothEngines('creating an event', (fresh) => {
  let open: OpenDatabase;
  const clock = new SetClock();
  let owner: Actor;
  beforeEach(async () => {
    open = await fresh();
    owner = person(await addPerson(open.db, 'Owner', { site_owner_since: '2026-01-01T00:00:00.000Z' }));
  });
  afterEach(() => open.close());
  const create = (actor: Actor, input: Parameters<typeof createEvent>[2]) =>
    createEvent({ db: open.db, clock }, actor, input);

  it.each([
    ['hackathon', 2, 21, 7, 50],
    ['unconference', 1, 10, 5, 80],
    ['training', 1, 9, 1, 40],
    ['appearance', 1, 0, 0, 1],
  ] as const)(
    'from the template %s makes its days, slots and areas',
    async (template, days, slots, areas, places) => {
      const { eventId, slug } = valueOf(await create(owner, { ...HACKATHON, template }));
      const grid = await eventGrid(open.db, eventId);
      expect([grid.days.length, grid.slots.length, grid.areas.length]).toEqual([days, slots, areas]);
      const event = await eventOrThrow(open.db, eventId);
      expect(slug).toBe('hackathon-shanghai-2026');
      expect(event).toMatchObject({
        kind: template === 'appearance' ? 'conference' : template,
        capacity: places,
        announcedAt: null,
        startsOn: '2026-04-28',
      });
      expect(localTimeOf(event.cutOffAt ?? '', event.zone)).toEqual({ date: '2026-04-12', time: '23:59' });
      expect((await peopleWithRoles(open.db, eventId)).map((one) => [one.name, one.role])).toEqual([
        ['Owner', 'organiser'],
      ]);
      for (const table of ['turns', 'drafts'] as const)
        expect(await open.db.selectFrom(table).select('event_id').execute()).toEqual([{ event_id: eventId }]);
    },
  );

  it('as a clone keeps local times, settings and series, and no people', async () => {
    const first = valueOf(
      await create(owner, { ...HACKATHON, startDate: '2026-03-26', zone: 'Europe/Berlin' }),
    );
    const needs = { db: open.db, clock };
    const grid = await eventGrid(open.db, first.eventId);
    const [area, slot] = [grid.areas[0]?.id ?? '', grid.slots[1]?.id ?? ''];
    valueOf(await closeArea(needs, owner, { eventId: first.eventId, areaId: area, closedSlotIds: [slot] }));
    valueOf(
      await setOrganisations(needs, owner, {
        eventId: first.eventId,
        version: 1,
        hosts: [{ name: 'Xen', url: 'https://xen.example' }],
        sponsors: [],
      }),
    );
    await addInvitation(open.db, first.eventId, await addPerson(open.db, 'Guest'), 'attended');
    await addSession(open.db, first.eventId, 'Old session');
    // Over the change of clocks on 29 March: 09:00 stays 09:00.
    const clone = { cloneOf: first.eventId, name: 'Next', startDate: '2026-04-02', zone: 'Europe/Berlin' };
    const second = valueOf(await create(owner, clone));
    const copy = await eventGrid(open.db, second.eventId);
    expect(copy.days.map((day) => day.date)).toEqual(['2026-04-02', '2026-04-03']);
    const local = (at: string) => localTimeOf(at, 'Europe/Berlin').time;
    expect(copy.slots.map((one) => [local(one.startsAt), local(one.endsAt), one.kind, one.title])).toEqual(
      grid.slots.map((one) => [local(one.startsAt), local(one.endsAt), one.kind, one.title]),
    );
    expect(copy.areas.map((one) => one.label)).toEqual(grid.areas.map((one) => one.label));
    expect(copy.closures).toEqual([{ areaId: copy.areas[0]?.id, slotId: copy.slots[1]?.id }]);
    expect(await eventOrganisations(open.db, second.eventId)).toEqual([
      { role: 'host', name: 'Xen', url: 'https://xen.example' },
    ]);
    const [before, after] = [
      await eventOrThrow(open.db, first.eventId),
      await eventOrThrow(open.db, second.eventId),
    ];
    expect(after.seriesId).toBe(before.seriesId);
    for (const table of ['invitations', 'sessions'] as const)
      expect(
        await open.db.selectFrom(table).select('id').where('event_id', '=', second.eventId).execute(),
      ).toEqual([]);
  });

  it('is for the owner and for organisers only', async () => {
    const event = await addEvent(open.db);
    const stranger = person(await addPerson(open.db, 'Stranger'));
    const organiser = await addPerson(open.db, 'Organiser');
    await addOrganiser(open.db, event.id, organiser);
    const helper = await addPerson(open.db, 'Helper');
    await addOrganiser(open.db, event.id, helper, 'helper');
    expect(await create(visitor, HACKATHON)).toMatchObject({ error: { code: 'sign-in-needed' } });
    expect(await create(stranger, HACKATHON)).toMatchObject({ error: { code: 'not-allowed' } });
    expect(await create(person(helper), HACKATHON)).toMatchObject({ error: { code: 'not-allowed' } });
    expect(await create(person(organiser), HACKATHON)).toMatchObject({ ok: true });
    expect(
      await create(person(organiser), {
        cloneOf: (await addEvent(open.db)).id,
        name: 'Not mine',
        startDate: '2026-05-01',
        zone: 'UTC',
      }),
    ).toMatchObject({ error: { code: 'not-found' } });
  });

  it('says which field is wrong', async () => {
    const fields = async (input: Partial<Parameters<typeof createEvent>[2]>) => {
      const result = await create(owner, { ...HACKATHON, ...input });
      return result.ok ? 'ok' : result.error.fields.map((field) => [field.path, field.code]);
    };
    expect(await fields({ name: ' ', startDate: '2026-02-30', zone: 'Mars/Base' })).toEqual([
      ['name', 'required'],
      ['startDate', 'not-a-date'],
      ['zone', 'not-a-zone'],
    ]);
    expect(await fields({ name: 'a\u0007b' })).toEqual([['name', 'control-characters']]);
    expect(await fields({ name: 'x'.repeat(121) })).toEqual([['name', 'too-long']]);
    expect(await fields({ startDate: '2026-03-01' })).toEqual([['startDate', 'in-the-past']]);
    expect(await fields({ slug: 'events' })).toEqual([['slug', 'reserved']]);
    expect(await fields({ slug: 'a b' })).toEqual([['slug', 'not-a-slug']]);
    expect(await fields({ template: undefined })).toEqual([['template', 'required']]);
    expect(await fields({ slug: 'taken' })).toBe('ok');
    expect(await fields({ slug: 'taken' })).toEqual([['slug', 'taken']]);
  });

  it('may be in the past for the product itself', async () => {
    expect(await create(system('sample'), { ...HACKATHON, startDate: '2020-01-01' })).toMatchObject({
      ok: true,
    });
  });

  it('starts in the language of its organiser', async () => {
    const { eventId } = valueOf(await create(owner, { ...HACKATHON, locale: 'de' }));
    expect((await eventGrid(open.db, eventId)).slots[0]?.title).toBe('Plenum und Programm');
    const area = { eventId, label: 'C', seats: null };
    expect(await setArea({ db: open.db, clock }, owner, area)).toMatchObject({
      error: { fields: [{ path: 'label', code: 'taken' }] },
    });
  });
});
