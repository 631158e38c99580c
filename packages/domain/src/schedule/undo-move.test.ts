import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { removeSlot } from '../events/remove-slot.ts';
import { setArea } from '../events/set-area.ts';
import { valueOf } from '../kernel/action.ts';
import type { Id } from '../kernel/ids.ts';
import { changeSession } from '../sessions/change-session.ts';
import { withdrawSession } from '../sessions/withdraw-session.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { latestMoves, undoableMoves } from './draft-moves.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { undoMove } from './undo-move.ts';

onBothEngines('undoing', (fresh) => {
  let open: OpenDatabase;
  let draft: SmallDraft;
  let one: Id;
  let two: Id;

  /** One went from slot 0 to slot 1, then Two came to slot 0. */
  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
    const { ledSession, place, at, ann, bob } = draft;
    [one, two] = [await ledSession('One', ann), await ledSession('Two', bob)];
    valueOf(await place(one, at(0, 0)));
    valueOf(await place(one, at(1, 0), at(0, 0)));
    valueOf(await place(two, at(1, 1)));
  });
  afterEach(() => open.close());

  const undo = () => undoMove(draft.needs, draft.organiser, { eventId: draft.eventId });
  const undoable = async () =>
    (await undoableMoves(open.db, draft.eventId, 9)).map((move) => move.sessions[0]);

  it('is told to others, and is not undone itself', async () => {
    valueOf(await undo());
    expect(await latestMoves(open.db, draft.eventId, 2)).toMatchObject([
      { kind: 'undo', version: 5, by: 'Olga', sessions: [two] },
      { kind: 'place', version: 4, by: 'Olga', sessions: [two] },
    ]);
    expect(await undoable()).toEqual([one, one]);
  });

  it('ends where a slot has gone that an earlier move named, also when nobody lost a place', async () => {
    const { needs, organiser, eventId, slots } = draft;
    expect(valueOf(await removeSlot(needs, organiser, { eventId, slotId: slots[0] ?? '' }))).toEqual({
      displaced: [],
    });
    expect(await undoable()).toEqual([two]);
    valueOf(await undo());
    expect(await undo()).toMatchObject({ error: { code: 'nothing-to-undo' } });
    expect(await draft.cells()).toEqual([[one, 1, 0]]);
  });

  it('ends where a session lost its place to a change of the grid', async () => {
    const { needs, organiser, eventId, areas } = draft;
    valueOf(await draft.place(two, draft.at(0, 1), draft.at(1, 1)));
    const area = { eventId, areaId: areas[0] ?? '', label: '1', seats: 8, displace: true };
    await open.db.updateTable('sessions').set({ needs: '["screen"]' }).where('id', '=', one).execute();
    await open.db
      .updateTable('areas')
      .set({ features: '["screen"]' })
      .where('id', '=', areas[0] ?? '')
      .execute();
    valueOf(await setArea(needs, organiser, area));
    expect(await draft.cells()).toEqual([[two, 0, 1]]);
    expect(await undoable()).toEqual([two, two]);
  });

  it('ends where a session was withdrawn, placed or not', async () => {
    const { needs, organiser, eventId } = draft;
    valueOf(await draft.place(one, null, draft.at(1, 0)));
    valueOf(await withdrawSession(needs, organiser, { eventId, sessionId: one, version: 1 }));
    expect(await undo()).toMatchObject({ error: { code: 'nothing-to-undo' } });
    expect(await draft.cells()).toEqual([[two, 1, 1]]);
  });

  it('is refused when rows name a place that is not there, whoever took it away', async () => {
    valueOf(await undo());
    await open.db
      .updateTable('slots')
      .set({ kind: 'break' })
      .where('id', '=', draft.slots[0] ?? '')
      .execute();
    expect(await undo()).toMatchObject({ error: { code: 'move-refused', params: { why: 'gone' } } });
  });

  it('is refused when the old place breaks a rule by now', async () => {
    const { needs, organiser, eventId, slots } = draft;
    valueOf(await undo());
    const [lead] = await open.db
      .selectFrom('session_leads')
      .select('id')
      .where('session_id', '=', one)
      .execute();
    valueOf(
      await changeSession(needs, organiser, {
        eventId,
        sessionId: one,
        version: 1,
        headline: 'One',
        unavailableSlotIds: [slots[0] ?? ''],
        keepLeadIds: [lead?.id ?? ''],
      }),
    );
    expect(await undo()).toMatchObject({ error: { code: 'move-refused', params: { why: 'rules' } } });
    expect(await draft.cells()).toEqual([[one, 1, 0]]);
  });
});
