import { expect, it, afterEach, beforeEach } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { addArea, addEvent, addSession } from '../testing/community.ts';
import { valueOf } from '../kernel/action.ts';
import { restoreSession } from '../sessions/restore-session.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { undoableMoves } from './draft-moves.ts';
import { eventProblem } from './event-problem.ts';
import { pinSession } from './pin-session.ts';
import { placeSession } from './place-session.ts';
import { releaseSchedule } from './release-schedule.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { takeSchedule } from './take-schedule.ts';
import { undoMove } from './undo-move.ts';

onBothEngines('placing sessions on the draft', (fresh) => {
  let open: OpenDatabase;
  let draft: SmallDraft;

  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
  });
  afterEach(() => open.close());

  it('places, moves, swaps and takes off, and every step can be undone', async () => {
    const { needs, eventId, organiser, ann, bob, at, place, ledSession, cells } = draft;
    const [one, two] = [await ledSession('One', ann), await ledSession('Two', bob)];
    expect(await place(one, at(0, 0))).toMatchObject({ ok: true });
    expect(await place(two, at(1, 1))).toMatchObject({ ok: true });
    expect(await place(one, at(1, 1), at(0, 0), two)).toMatchObject({ ok: true });
    expect(await cells()).toEqual([
      [one, 1, 1],
      [two, 0, 0],
    ]);
    expect(await place(two, null, at(0, 0))).toMatchObject({ ok: true });
    expect(await cells()).toEqual([[one, 1, 1]]);
    expect(await undoableMoves(open.db, eventId, 2)).toMatchObject([
      { kind: 'remove', by: 'Olga', sessions: [two] },
      { kind: 'swap', by: 'Olga', sessions: [one, two] },
    ]);
    const undo = () => undoMove(needs, organiser, { eventId });
    expect(await undo()).toMatchObject({ ok: true, value: { kind: 'remove' } });
    expect(await undo()).toMatchObject({ ok: true, value: { kind: 'swap' } });
    expect(await cells()).toEqual([
      [one, 0, 0],
      [two, 1, 1],
    ]);
    await undo();
    await undo();
    expect(await cells()).toEqual([]);
    expect(await undo()).toMatchObject({ error: { code: 'nothing-to-undo' } });
  });

  it('writes nothing when a session is put back where it was picked up', async () => {
    const { eventId, ann, at, place, ledSession, cells } = draft;
    const one = await ledSession('One', ann);
    expect(await place(one, null)).toMatchObject({ ok: true });
    await place(one, at(0, 0));
    expect(await place(one, at(0, 0), at(0, 0))).toMatchObject({ ok: true, value: { served: 0 } });
    expect(await cells()).toEqual([[one, 0, 0]]);
    expect(await undoableMoves(open.db, eventId, 5)).toMatchObject([{ kind: 'place', sessions: [one] }]);
  });

  it('never puts a lead in two places, and says whom and where', async () => {
    const { ann, at, place, ledSession, cells } = draft;
    const [one, two] = [await ledSession('One', ann), await ledSession('Two', ann)];
    await place(one, at(0, 0));
    expect(await place(two, at(0, 1))).toMatchObject({
      error: { code: 'move-refused', subject: [{ kind: 'lead-clash', person: 'Ann', session: 'One' }] },
    });
    expect(await cells()).toEqual([[one, 0, 0]]);
  });

  it('refuses a taken cell, a missing feature and a session too long for the day, each by its name', async () => {
    const { ann, bob, at, place, ledSession } = draft;
    const [one, long] = [
      await ledSession('One', ann),
      await ledSession('Long', bob, { length: 2, needs: '["screen"]' }),
    ];
    await place(one, at(0, 0));
    expect(await place(long, at(0, 0))).toMatchObject({
      error: {
        subject: expect.arrayContaining([
          { kind: 'missing-feature', feature: 'screen' },
          { kind: 'cell-taken', session: 'One' },
        ]),
      },
    });
    expect(await place(long, at(1, 1))).toMatchObject({ error: { subject: [{ kind: 'leaves-day' }] } });
    expect(await place(long, at(0, 1))).toMatchObject({ ok: true });
    expect(
      await open.db.selectFrom('placement_cells').select('slot_id').where('session_id', '=', long).execute(),
    ).toHaveLength(2);
  });

  it('refuses a move of a session that somebody else has moved since', async () => {
    const { slots, ann, at, place, ledSession } = draft;
    const one = await ledSession('One', ann);
    await place(one, at(0, 0));
    expect(await place(one, at(1, 0), null)).toMatchObject({
      error: { code: 'stale', subject: { placement: { session: one, slot: slots[0] } } },
    });
  });

  it('gives a cell to one of two organisers who grab it at the same moment', async () => {
    const { ann, bob, at, place, ledSession, cells } = draft;
    const [one, two] = [await ledSession('One', ann), await ledSession('Two', bob)];
    const results = await Promise.all([place(one, at(0, 0)), place(two, at(0, 0))]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.find((result) => !result.ok)).toMatchObject({ error: { code: 'move-refused' } });
    expect(await cells()).toHaveLength(1);
  });

  it('keeps a pinned session in its cell until it is loosened', async () => {
    const { needs, eventId, slots, areas, organiser, ann, at, place, ledSession } = draft;
    const one = await ledSession('One', ann);
    expect(await pinSession(needs, organiser, { eventId, sessionId: one, pinned: true })).toMatchObject({
      error: { code: 'wrong-state' },
    });
    await place(one, at(0, 0));
    await pinSession(needs, organiser, { eventId, sessionId: one, pinned: true });
    expect(await place(one, at(1, 0), at(0, 0))).toMatchObject({ error: { subject: [{ kind: 'pinned' }] } });
    const { problem } = await eventProblem(open.db, eventId);
    expect(problem.sessions[0]?.pin).toEqual({ slot: slots[0], area: areas[0] });
    await pinSession(needs, organiser, { eventId, sessionId: one, pinned: false });
    expect(await place(one, at(1, 0), at(0, 0))).toMatchObject({ ok: true });
  });

  it('refuses everybody but organisers, and sessions, slots and areas of another event', async () => {
    const { needs, eventId, slots, ann, participant, at, place, ledSession } = draft;
    const one = await ledSession('One', ann);
    const input = { eventId, sessionId: one, to: at(0, 0), from: null };
    expect(await placeSession(needs, participant, input)).toMatchObject({ error: { code: 'not-allowed' } });
    expect(await pinSession(needs, participant, { eventId, sessionId: one, pinned: true })).toMatchObject({
      error: { code: 'not-allowed' },
    });
    expect(await undoMove(needs, participant, { eventId })).toMatchObject({ error: { code: 'not-allowed' } });
    expect(
      await takeSchedule(needs, participant, { eventId, draftVersion: 1, placements: [] }),
    ).toMatchObject({ error: { code: 'not-allowed' } });
    expect(await releaseSchedule(needs, participant, { eventId, number: 1 })).toMatchObject({
      error: { code: 'not-allowed' },
    });
    const other = await addEvent(open.db);
    const foreign = await addSession(open.db, other.id, 'Foreign');
    expect(await place(foreign, at(0, 0))).toMatchObject({ error: { code: 'not-found' } });
    const foreignArea = await addArea(open.db, other.id, '1');
    expect(await place(one, { slotId: slots[0] ?? '', areaId: foreignArea })).toMatchObject({
      error: { code: 'not-found' },
    });
  });

  it('refuses a swap with a session that is not there any more, or with itself', async () => {
    const { ann, bob, at, place, ledSession, cells } = draft;
    const [one, two] = [await ledSession('One', ann), await ledSession('Two', bob)];
    await place(one, at(0, 0));
    await place(two, at(1, 0));
    expect(await place(one, at(0, 1), at(0, 0), two)).toMatchObject({
      error: { code: 'stale', subject: { sessionId: two, placement: { slot: at(1, 0).slotId } } },
    });
    expect(await place(one, at(0, 0), at(0, 0), one)).toMatchObject({ error: { code: 'invalid-input' } });
    expect(await cells()).toEqual([
      [one, 0, 0],
      [two, 1, 0],
    ]);
  });

  it('names what was left in a cell past the product, and restoring that session clears it', async () => {
    const { needs, organiser, eventId, ann, bob, at, place, ledSession, cells } = draft;
    const [one, ghost] = [await ledSession('One', ann), await ledSession('Ghost', bob)];
    await place(ghost, at(0, 0));
    await open.db
      .updateTable('sessions')
      .set({ withdrawn_at: '2026-03-01T00:00:00.000Z' })
      .where('id', '=', ghost)
      .execute();
    expect(await place(one, at(0, 0))).toMatchObject({
      error: { code: 'move-refused', subject: [{ kind: 'cell-taken', session: 'Ghost' }] },
    });
    valueOf(await restoreSession(needs, organiser, { eventId, sessionId: ghost }));
    expect(await place(one, at(0, 0))).toMatchObject({ ok: true });
    expect(await cells()).toEqual([[one, 0, 0]]);
  });
});
