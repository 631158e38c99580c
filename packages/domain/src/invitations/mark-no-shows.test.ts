import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { person, system } from '../kernel/actor.ts';
import { addDay, addEvent, addInvitation, addOrganiser, addPerson, addSlot } from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { checkIn } from '../check-in/check-in.ts';
import { eventsToClose, markNoShows } from './mark-no-shows.ts';

onBothEngines('no-shows', (fresh) => {
  let open: OpenDatabase;
  let eventId: string;
  beforeEach(async () => {
    open = await fresh();
    eventId = await heldEvent();
  });
  afterEach(() => open.close());

  const needs = (now: string) => ({
    db: open.db,
    clock: new SetClock(now),
    site: { origin: 'http://localhost:3000', secret: 'x'.repeat(40) },
  });
  const mark = (now: string) => markNoShows(needs(now), system('test'), {});
  const BEFORE = '2026-04-29T20:59:59Z';
  const AFTER = '2026-04-29T21:00:00Z';

  /** An event whose last slot of two days ends at 09:00 UTC on April 29. */
  async function heldEvent(more: Parameters<typeof addEvent>[1] = {}): Promise<string> {
    const { id } = await addEvent(open.db, more);
    for (const date of ['2026-04-28', '2026-04-29']) {
      const day = await addDay(open.db, id, date);
      await addSlot(open.db, id, day, [`${date}T08:00:00.000Z`, `${date}T09:00:00.000Z`]);
    }
    return id;
  }

  async function states(of = eventId): Promise<string[]> {
    const rows = await open.db
      .selectFrom('invitations')
      .select('state')
      .where('event_id', '=', of)
      .orderBy('id')
      .execute();
    return rows.map((row) => row.state);
  }

  async function invite(...list: Parameters<typeof addInvitation>[3][]): Promise<string[]> {
    const ids: string[] = [];
    for (const state of list)
      ids.push(await addInvitation(open.db, eventId, await addPerson(open.db, 'Somebody'), state));
    return ids;
  }

  it('are those still confirmed twelve hours after the last slot, once, with their step, change and audit row', async () => {
    const [, missing] = await invite('attended', 'confirmed', 'waitlisted', 'invited');
    expect(await mark(BEFORE)).toMatchObject({ value: { marked: 0 } });
    expect(await states()).toEqual(['attended', 'confirmed', 'waitlisted', 'invited']);
    expect(await mark(AFTER)).toMatchObject({ value: { marked: 1 } });
    expect(await mark(AFTER)).toMatchObject({ value: { marked: 0 } });
    expect(await eventsToClose(open.db, '2026-05-09T00:00:00.000Z')).toEqual([]);
    expect(await states()).toEqual(['attended', 'no-show', 'waitlisted', 'invited']);
    expect(
      await open.db
        .selectFrom('invitation_steps')
        .select(['invitation_id', 'state', 'by_person_id'])
        .execute(),
    ).toEqual([{ invitation_id: missing, state: 'no-show', by_person_id: null }]);
    expect(await open.db.selectFrom('changes').select(['kind', 'subject_id', 'audience']).execute()).toEqual([
      { kind: 'invitation.no-show', subject_id: missing, audience: 'organisers' },
    ]);
    const audit = await open.db
      .selectFrom('audit_log')
      .select(['actor_kind', 'subject_id'])
      .where('action', '=', 'mark-no-shows')
      .where('subject_id', 'is not', null)
      .execute();
    expect(audit).toEqual([{ actor_kind: 'system', subject_id: missing }]);
    expect(await open.db.selectFrom('messages').select('id').execute()).toEqual([]); // nobody is told off
  });

  it('are not guessed where check-in was not used, nor at a cancelled event or one without slots', async () => {
    await invite('confirmed', 'confirmed');
    const cancelled = await heldEvent({ cancelled_at: '2026-04-20T00:00:00.000Z' });
    const without = (await addEvent(open.db)).id;
    for (const id of [cancelled, without])
      for (const state of ['attended', 'confirmed'] as const)
        await addInvitation(open.db, id, await addPerson(open.db, 'Somebody'), state);
    expect(await mark(AFTER)).toMatchObject({ value: { marked: 0 } });
    expect([await states(), await states(cancelled), await states(without)]).toEqual([
      ['confirmed', 'confirmed'],
      ['attended', 'confirmed'],
      ['attended', 'confirmed'],
    ]);
  });

  it('can still be checked in afterwards', async () => {
    const [, missing = ''] = await invite('attended', 'confirmed');
    const organiser = await addPerson(open.db, 'Olga');
    await addOrganiser(open.db, eventId, organiser);
    await mark(AFTER);
    const late = { eventId, marks: [{ key: 'late', kind: 'here' as const, invitationId: missing }] };
    expect(await checkIn(needs('2026-05-01T10:00:00Z'), person(organiser), late)).toMatchObject({ ok: true });
    expect(await states()).toEqual(['attended', 'attended']);
    expect(await markNoShows(needs(AFTER), person(organiser), {})).toMatchObject({
      error: { code: 'not-allowed' },
    });
  });
});
