import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf } from '../kernel/action.ts';
import { addInvitation, addPerson } from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { expectedAudiences } from './audience-queries.ts';
import { draftBoard } from './draft-board.ts';
import { releaseSchedule } from './release-schedule.ts';

onBothEngines('the audience of a draft', (fresh) => {
  let open: OpenDatabase;
  let draft: SmallDraft;

  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
    for (let n = 0; n < 38; n++)
      await addInvitation(open.db, draft.eventId, await addPerson(open.db, `Person ${n}`), 'confirmed');
  });
  afterEach(() => open.close());

  const heads = async () =>
    Object.fromEntries(
      (await draftBoard(open.db, draft.eventId)).sessions.map((one) => [one.headline, one.expected?.heads]),
    );

  it('shares the people among the sessions of a slot as they are wanted, and learns from counts', async () => {
    const [one, two] = [await draft.ledSession('One', draft.ann), await draft.ledSession('Two', draft.bob)];
    await draft.ledSession('Nowhere', draft.bob);
    valueOf(await draft.place(one, draft.at(0, 0)));
    expect(await heads()).toEqual({ One: 26, Two: undefined, Nowhere: undefined }); // 0.66 × 40
    valueOf(await draft.place(two, draft.at(0, 1)));
    expect(await heads()).toMatchObject({ One: 13, Two: 13 });
    await draft.say(draft.ann, two, 'must');
    await draft.say(draft.bob, two, 'want');
    await draft.say(draft.bob, one, 'want');
    const { One: few = 0, Two: many = 0 } = await heads();
    expect(few).toBeLessThan(many);

    valueOf(await releaseSchedule(draft.needs, draft.organiser, { eventId: draft.eventId, number: 1 }));
    await open.db
      .insertInto('head_counts')
      .values({ session_id: two, people: 40, counted_at: '2026-04-28T03:00:00.000Z', counted_by: null })
      .execute();
    expect((await heads())['Two']).toBeGreaterThan(many);
    const placements = [
      { session: one, slot: draft.slots[0] ?? '', area: draft.areas[0] ?? '', pinned: false },
    ];
    expect(await countStatements(open.db, (db) => expectedAudiences(db, draft.eventId, placements))).toBe(6);
  });
});
