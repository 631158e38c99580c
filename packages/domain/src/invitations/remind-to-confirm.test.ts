import { afterEach, beforeEach, expect, it } from 'vitest';
import ICAL from 'ical.js';
import type { OpenDatabase } from '../database/open-database.ts';
import { person, system } from '../kernel/actor.ts';
import { addDay, addEvent, addInvitation, addPerson, addSlot } from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { confirmInvitation } from './confirm-invitation.ts';
import { remindToConfirm } from './remind-to-confirm.ts';

onBothEngines('an offer that ends soon', (fresh) => {
  let open: OpenDatabase;
  beforeEach(async () => {
    open = await fresh();
  });
  afterEach(() => open.close());
  const needs = (now: string) => ({
    db: open.db,
    clock: new SetClock(now),
    site: { origin: 'http://localhost:3000', secret: 'x'.repeat(40) },
  });

  it('is brought to mind once, not on its first day, and not by anybody but the clock', async () => {
    const event = await addEvent(open.db);
    const ann = await addPerson(open.db, 'Ann');
    const offer = { invited_at: '2026-03-02T10:00:00.000Z', confirm_by: '2026-03-09T15:59:00.000Z' };
    await addInvitation(open.db, event.id, ann, 'invited', offer);
    const late = await addPerson(open.db, 'Late');
    await addInvitation(open.db, event.id, late, 'invited', {
      ...offer,
      invited_at: '2026-03-08T08:00:00.000Z',
    });
    const remind = (now: string) => remindToConfirm(needs(now), system('test'), {});
    expect(await remind('2026-03-05T10:00:00Z')).toMatchObject({ value: { reminded: 0 } });
    expect(await remind('2026-03-08T10:00:00Z')).toMatchObject({ value: { reminded: 1 } });
    expect(await remind('2026-03-08T11:00:00Z')).toMatchObject({ value: { reminded: 0 } });
    expect(await open.db.selectFrom('messages').select(['person_id', 'template']).execute()).toEqual([
      { person_id: ann, template: 'reminder-to-confirm' },
    ]);
    expect(await remindToConfirm(needs('2026-03-08T10:00:00Z'), person(ann), {})).toMatchObject({
      error: { code: 'not-allowed' },
    });
  });

  it('brings the event for the calendar when it is confirmed', async () => {
    const event = await addEvent(open.db, { venue_name: 'Campus; east gate' });
    const day = await addDay(open.db, event.id);
    await addSlot(open.db, event.id, day, ['2026-04-28T01:00:00.000Z', '2026-04-28T02:00:00.000Z']);
    const ann = await addPerson(open.db, 'Ann');
    const invitationId = await addInvitation(open.db, event.id, ann, 'invited', {
      confirm_by: '2026-03-09T15:59:00.000Z',
    });
    expect(
      await confirmInvitation(needs('2026-03-05T10:00:00Z'), person(ann), { invitationId }),
    ).toMatchObject({ ok: true });
    const mail = await open.db
      .selectFrom('messages')
      .select('calendar')
      .where('template', '=', 'confirmed')
      .executeTakeFirstOrThrow();
    const entry = new ICAL.Event(
      new ICAL.Component(ICAL.parse(mail.calendar ?? '')).getFirstSubcomponent('vevent') ?? undefined,
    );
    expect([entry.summary, entry.location, entry.startDate.toJSDate().toISOString()]).toEqual([
      'Hackathon Shanghai',
      'Campus; east gate, Shanghai',
      '2026-04-28T01:00:00.000Z',
    ]);
  });
});
