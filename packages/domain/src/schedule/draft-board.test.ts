import { expect, it, afterEach, beforeEach } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { draftBoard, priceCells } from './draft-board.ts';
import { prepareSolverRun } from './prepare-solver-run.ts';
import { problemKey } from './problem-key.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';

onBothEngines('the board', (fresh) => {
  let open: OpenDatabase;
  let draft: SmallDraft;

  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
  });
  afterEach(() => open.close());

  it('says what each cell would cost: interest gained, clashes, and the swap with whoever is there', async () => {
    const { eventId, slots, areas, ann, bob, at, place, ledSession } = draft;
    const [one, two] = [await ledSession('One', ann), await ledSession('Two', bob)];
    await place(two, at(0, 0));
    const priced = await priceCells(open.db, eventId, one);
    expect(priced).toHaveLength(4);
    expect(priced.find((cell) => cell.slotId === slots[1] && cell.areaId === areas[0])?.price).toMatchObject({
      ok: true,
      served: 100,
    });
    const taken = priced.find((cell) => cell.slotId === slots[0] && cell.areaId === areas[0]);
    expect(taken?.price).toEqual({ ok: false, refusals: [{ kind: 'cell-taken', session: 'Two' }] });
    expect(taken?.swap).toMatchObject({ sessionId: two, price: { ok: true } });
  });

  it('shows the board with reasons and worth', async () => {
    const { eventId, organiser, ann, bob, at, place, ledSession } = draft;
    const [one] = [
      await ledSession('One', ann),
      await ledSession('Nowhere', bob, { needs: '["quiet"]' }),
      await ledSession('Elsewhere', ann),
    ];
    await place(one, at(0, 0));
    const board = await draftBoard(open.db, eventId);
    const { problem } = await prepareSolverRun(open.db, organiser, eventId);
    expect(board).toMatchObject({
      problemKey: problemKey(problem),
      score: { hard: 0, served: 100 },
      lastMove: { kind: 'place', by: 'Olga', sessions: [one] },
    });
    expect(board.sessions.map((session) => [session.headline, session.reason])).toEqual([
      ['One', null],
      [
        'Nowhere',
        {
          free: 0,
          obstacles: [
            { refusal: { kind: 'missing-feature', feature: 'quiet' }, cells: 4 },
            { refusal: { kind: 'cell-taken' }, cells: 1 },
          ],
        },
      ],
      [
        'Elsewhere',
        {
          free: 2,
          obstacles: [
            { refusal: { kind: 'lead-clash', person: 'Ann', session: 'One' }, cells: 2 },
            { refusal: { kind: 'cell-taken' }, cells: 1 },
          ],
        },
      ],
    ]);
    expect(board.bound).toBeGreaterThanOrEqual(board.score.served);
  });
});
