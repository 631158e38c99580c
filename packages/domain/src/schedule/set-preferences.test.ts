import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { eventProblem } from './event-problem.ts';
import { preferencesOf } from './preferences.ts';
import { setPreferences } from './set-preferences.ts';

const OFF = { stability: 'off', fairness: 'off', fit: 'off', spread: 'off', areaChanges: 'off' } as const;
const NOTHING = { ...OFF, objective: 'served' } as const;

onBothEngines("the organiser's preferences", (fresh) => {
  let open: OpenDatabase;
  let draft: SmallDraft;

  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
  });
  afterEach(() => open.close());

  it('are none at first, are kept, replace what was said before, and become weights and topics of the problem', async () => {
    const { eventId, needs, organiser, ann, ledSession } = draft;
    await ledSession('One', ann, { topic: 'Security' });
    const before = await eventProblem(open.db, eventId);
    expect(await preferencesOf(open.db, eventId)).toEqual(NOTHING);
    expect(before.problem.preferences).toBeUndefined();
    expect(before.problem.sessions[0]).not.toHaveProperty('topic');

    const said = { ...NOTHING, fairness: 'much', spread: 'little', areaChanges: 'little' } as const;
    expect(await setPreferences(needs, organiser, { eventId, ...said })).toMatchObject({ ok: true });
    expect(await preferencesOf(open.db, eventId)).toEqual(said);
    const { problem } = await eventProblem(open.db, eventId);
    expect(problem.preferences).toEqual({ fairness: 5, spread: 100, areaChanges: 20 });
    expect(problem.sessions[0]?.topic).toBe('Security');

    expect(await setPreferences(needs, organiser, { eventId, ...OFF })).toMatchObject({ ok: true });
    expect((await eventProblem(open.db, eventId)).problem.preferences).toBeUndefined();
  });

  it('may put fairness to each person in place of the largest sum', async () => {
    const { eventId, needs, organiser } = draft;
    expect((await eventProblem(open.db, eventId)).problem).not.toHaveProperty('objective');
    const fair = { ...OFF, objective: 'fairness' } as const;
    expect(await setPreferences(needs, organiser, { eventId, ...fair })).toMatchObject({ ok: true });
    expect((await eventProblem(open.db, eventId)).problem.objective).toBe('fairness');
    expect(await setPreferences(needs, organiser, { eventId, ...OFF })).toMatchObject({ ok: true });
    expect(await preferencesOf(open.db, eventId)).toEqual(NOTHING);
  });

  it('are refused to participants, and when a word is unknown', async () => {
    const { eventId, needs, organiser, participant } = draft;
    expect(await setPreferences(needs, participant, { eventId, ...OFF })).toMatchObject({
      ok: false,
      error: { code: 'not-allowed' },
    });
    expect(await setPreferences(needs, organiser, { eventId, ...OFF, fit: 'very' as 'much' })).toMatchObject({
      ok: false,
      error: { code: 'invalid-input' },
    });
    expect(await preferencesOf(open.db, eventId)).toEqual(NOTHING);
  });
});
