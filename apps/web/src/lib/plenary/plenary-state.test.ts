import { migrate } from '@plenary/domain/database/migrate.ts';
import type { OpenDatabase } from '@plenary/domain/database/open-database.ts';
import { openSqlite } from '@plenary/domain/database/open-sqlite.ts';
import { goToStep } from '@plenary/domain/plenary/go-to-step.ts';
import { letLeadsPlace } from '@plenary/domain/plenary/let-leads-place.ts';
import { nextPitch } from '@plenary/domain/plenary/next-pitch.ts';
import { openPlenary } from '@plenary/domain/plenary/open-plenary.ts';
import { KeptPlenaries } from '@plenary/domain/plenary/read-plenary.ts';
import { valueOf } from '@plenary/domain/kernel/action.ts';
import { smallDraft, type SmallDraft } from '@plenary/domain/testing/small-draft.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SolverRunState } from '../../../server/solver-runs.ts';
import { clockText, msLeft } from './plenary-state.ts';
import { plenaryState, type Onlooker } from './plenary-state.server.ts';

describe('what is shown of a plenary', () => {
  let open: OpenDatabase;
  let draft: SmallDraft;
  let run: SolverRunState | undefined;
  let sessions: string[];

  beforeEach(async () => {
    open = openSqlite({ source: ':memory:' });
    await migrate(open.db);
    draft = await smallDraft(open.db);
    run = undefined;
    const { needs, organiser, eventId, dayId } = draft;
    sessions = [await draft.ledSession('One', draft.ann), await draft.ledSession('Two', draft.bob)];
    await draft.say(draft.bob, sessions[0] ?? '', 'want');
    await draft.say(draft.ann, sessions[1] ?? '', 'must');
    valueOf(await openPlenary(needs, organiser, { eventId, dayId }));
    valueOf(await goToStep(needs, organiser, { eventId, from: 'write', to: 'pitch' }));
    valueOf(await nextPitch(needs, organiser, { eventId, from: null }));
  });
  afterEach(() => open.close());

  async function state(onlooker: Onlooker) {
    const app = { ...draft.needs, plenaries: new KeptPlenaries(), solverRuns: { state: () => run } };
    const locals = { app } as unknown as Parameters<typeof plenaryState>[0]; // what it looks at
    return (await plenaryState(locals, draft.eventId, onlooker)).open;
  }
  const hands = async (onlooker: Onlooker) => (await state(onlooker))?.queue.map((pitch) => pitch.hands);

  it('tells hands when a session is called, to who leads the room before', async () => {
    expect(await hands('phone')).toEqual([1, null]);
    expect(await hands('screen')).toEqual([1, null]);
    expect(await hands('control')).toEqual([1, 1]);
  });

  it('never tells phones whose session is whose, nor of a draft that leads do not place in', async () => {
    const { needs, organiser, eventId } = draft;
    valueOf(await goToStep(needs, organiser, { eventId, from: 'pitch', to: 'place' }));
    valueOf(await draft.place(sessions[0] ?? '', draft.at(0, 0)));
    const phone = await state('phone');
    expect(phone?.day).toBeNull();
    expect(JSON.stringify(phone)).not.toContain(draft.ann);
    expect((await state('screen'))?.day?.placed.map((one) => one.headline)).toEqual(['One']);
    valueOf(await letLeadsPlace(needs, organiser, { eventId, allowed: true }));
    expect((await state('phone'))?.day?.placed.map((one) => one.headline)).toEqual(['One']);
  });

  it('shows the room what a run found, as long as nobody has taken it', async () => {
    const { needs, organiser, eventId } = draft;
    valueOf(await goToStep(needs, organiser, { eventId, from: 'pitch', to: 'place' }));
    const [slot = '', area = ''] = [draft.slots[1], draft.areas[1]];
    const found = { share: 1, placed: 1, served: 175, bound: 175, budget: 5 };
    const placements = [{ session: sessions[1] ?? '', slot, area }];
    run = { kind: 'done', ...found, draftVersion: 1, placements, hard: 0, disturbance: undefined };
    for (const onlooker of ['screen', 'control'] as const)
      expect(await state(onlooker)).toMatchObject({
        run: { kind: 'done', served: 175, bound: 175 },
        day: { placed: [{ headline: 'Two', slotId: slot, areaId: area }] },
      });
    expect(await state('phone')).toMatchObject({ run: null, day: null });
  });

  it('lets the room watch a search: the draft first, then the best so far', async () => {
    const { needs, organiser, eventId } = draft;
    valueOf(await goToStep(needs, organiser, { eventId, from: 'pitch', to: 'place' }));
    valueOf(await draft.place(sessions[0] ?? '', draft.at(0, 0)));
    const shown = async () => (await state('screen'))?.day?.placed.map((one) => one.headline);
    const running = { kind: 'running', share: 0.4, placed: 1, served: 75, bound: 175, budget: 5 } as const;
    run = { ...running, placements: null };
    expect(await shown()).toEqual(['One']);
    run = {
      ...running,
      placements: [{ session: sessions[1] ?? '', slot: draft.slots[1] ?? '', area: draft.areas[1] ?? '' }],
    };
    expect(await shown()).toEqual(['Two']);
  });
});

describe('a countdown on the screen', () => {
  it('is told in minutes and seconds, up to the last one', () => {
    const now = '2026-04-28T12:00:00.000Z';
    const left = (seconds: number) =>
      msLeft({ runsUntil: new Date(Date.parse(now) + seconds * 1000).toISOString(), leftMs: null }, now);
    expect([900, 61, 9.2, 0, -5].map((seconds) => clockText(left(seconds) ?? 0))).toEqual([
      '15:00',
      '1:01',
      '0:10',
      '0:00',
      '0:00',
    ]);
    expect(msLeft({ runsUntil: null, leftMs: 1500 }, now)).toBe(1500);
    expect(msLeft({ runsUntil: null, leftMs: null }, now)).toBeNull();
  });
});
