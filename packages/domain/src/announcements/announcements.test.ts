import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf, type Needs } from '../kernel/action.ts';
import { person, visitor, type Actor } from '../kernel/actor.ts';
import { timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { addArea, addEvent, addInvitation, addOrganiser, addPerson } from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { standingAnnouncements } from './announcement-queries.ts';
import { endAnnouncement } from './end-announcement.ts';
import { postAnnouncement } from './post-announcement.ts';

onBothEngines('announcements', (fresh) => {
  let open: OpenDatabase;
  let clock: SetClock;
  let needs: Needs;
  let olga: Actor;
  let pia: Actor;
  let eventId: Id;
  let areaId: Id;

  beforeEach(async () => {
    open = await fresh();
    clock = new SetClock('2026-04-28T02:00:00Z');
    needs = { db: open.db, clock };
    ({ id: eventId } = await addEvent(open.db));
    areaId = await addArea(open.db, eventId, '3');
    const [olgaId, piaId] = [await addPerson(open.db, 'Olga'), await addPerson(open.db, 'Pia')];
    await addOrganiser(open.db, eventId, olgaId);
    await addInvitation(open.db, eventId, piaId, 'confirmed');
    [olga, pia] = [person(olgaId), person(piaId)];
  });
  afterEach(() => open.close());

  const standing = async () =>
    (await standingAnnouncements(open.db, eventId, timestamp(clock.now()))).map((one) => [
      one.text,
      one.areaLabel,
    ]);

  it('stand for their time, the newest first', async () => {
    valueOf(await postAnnouncement(needs, olga, { eventId, text: 'Lunch is here', minutes: 30 }));
    clock.forward({ minutes: 1 });
    valueOf(
      await postAnnouncement(needs, olga, { eventId, text: 'The screen is broken', areaId, minutes: 5 }),
    );
    expect(await standing()).toEqual([
      ['The screen is broken', '3'],
      ['Lunch is here', null],
    ]);
    clock.forward({ minutes: 5 });
    expect(await standing()).toEqual([['Lunch is here', null]]);
    clock.forward({ minutes: 24 });
    expect(await standing()).toEqual([]);
  });

  it('can be taken back, and taking back twice is fine', async () => {
    const { announcementId } = valueOf(await postAnnouncement(needs, olga, { eventId, text: 'Fire drill' }));
    for (const _ of [1, 2]) valueOf(await endAnnouncement(needs, olga, { eventId, announcementId }));
    expect(await standing()).toEqual([]);
    const told = await open.db.selectFrom('changes').select(['kind', 'audience']).orderBy('seq').execute();
    expect(told).toEqual([
      { kind: 'announcement.posted', audience: 'public' },
      { kind: 'announcement.ended', audience: 'public' },
    ]);
  });

  it('are made by those who run or help at the event', async () => {
    for (const [actor, code] of [
      [pia, 'not-allowed'],
      [visitor, 'sign-in-needed'],
    ] as const) {
      expect(await postAnnouncement(needs, actor, { eventId, text: 'x' })).toMatchObject({ error: { code } });
      expect(await endAnnouncement(needs, actor, { eventId, announcementId: eventId })).toMatchObject({
        error: { code },
      });
    }
  });

  it('refuse what cannot be shown, an area of another event, and an announcement of another event', async () => {
    const { id: otherEvent } = await addEvent(open.db);
    const otherArea = await addArea(open.db, otherEvent, '1');
    for (const text of ['', ' ', 'x'.repeat(201), 'a\u0007b', 'a\u202eb'])
      expect([text, await postAnnouncement(needs, olga, { eventId, text })]).toMatchObject([
        text,
        { error: { code: 'invalid-input' } },
      ]);
    for (const minutes of [0, -5, 1.5, 2000])
      expect(await postAnnouncement(needs, olga, { eventId, text: 'x', minutes })).toMatchObject({
        error: { code: 'invalid-input' },
      });
    expect(await postAnnouncement(needs, olga, { eventId, text: 'x', areaId: otherArea })).toMatchObject({
      error: { code: 'not-found' },
    });
    const { announcementId } = valueOf(await postAnnouncement(needs, olga, { eventId, text: 'x' }));
    await addOrganiser(open.db, otherEvent, olga.kind === 'person' ? olga.personId : '');
    expect(await endAnnouncement(needs, olga, { eventId: otherEvent, announcementId })).toMatchObject({
      error: { code: 'not-found' },
    });
  });

  it('are read in one statement', async () => {
    for (const expected of [1, 1]) {
      expect(await countStatements(open.db, (db) => standingAnnouncements(db, eventId, '2026'))).toBe(
        expected,
      );
      valueOf(await postAnnouncement(needs, olga, { eventId, text: 'x' }));
    }
  });
});
