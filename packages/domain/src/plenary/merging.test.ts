import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf } from '../kernel/action.ts';
import { person, visitor } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { findSession } from '../sessions/session-queries.ts';
import { addEvent, addPerson, addSession } from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { declineMerge } from './decline-merge.ts';
import { offerMerge } from './offer-merge.ts';
import { goToStep } from './go-to-step.ts';
import { openPlenary } from './open-plenary.ts';
import { readPlenary } from './read-plenary.ts';

onBothEngines('merging in a plenary', (fresh) => {
  let open: OpenDatabase;
  let draft: SmallDraft;
  let one: Id;
  let two: Id;

  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
    const { needs, organiser, eventId, dayId } = draft;
    one = await draft.ledSession('Boot time', draft.ann);
    two = await draft.ledSession('Boot times', draft.bob);
    valueOf(await openPlenary(needs, organiser, { eventId, dayId }));
    valueOf(await goToStep(needs, organiser, { eventId, from: 'write', to: 'merge' }));
  });
  afterEach(() => open.close());

  const offer = (personId: Id, fromId = one, intoId = two) =>
    offerMerge(draft.needs, person(personId), { eventId: draft.eventId, fromId, intoId });
  const offers = async () =>
    (await readPlenary({ ...draft.needs, db: open.db }, draft.eventId))?.offers ?? [];
  const queue = async () =>
    (await readPlenary({ ...draft.needs, db: open.db }, draft.eventId))?.queue.map((pitch) => pitch.headline);

  it('suggests what reads alike, and merges when a lead of each has agreed', async () => {
    const view = await readPlenary({ ...draft.needs, db: open.db }, draft.eventId);
    expect(view?.similar).toMatchObject([{ ids: [one, two].toSorted() }]);
    expect(valueOf(await offer(draft.ann))).toEqual({ merged: false });
    expect(await offers()).toMatchObject([{ fromId: one, intoId: two, fromAgreed: true, intoAgreed: false }]);
    expect(valueOf(await offer(draft.ann))).toEqual({ merged: false }); // twice is one tap
    expect(valueOf(await offer(draft.bob))).toEqual({ merged: true });
    expect(await queue()).toEqual(['Boot times']);
    expect(await offers()).toEqual([]);
    const merged = await findSession(open.db, draft.eventId, two);
    expect(merged?.leads.map((lead) => lead.personId)).toEqual([draft.bob, draft.ann]);
  });

  it('is asked of both whoever asks first, and one who leads both says it once', async () => {
    expect(valueOf(await offer(draft.bob))).toEqual({ merged: false });
    const own = await draft.ledSession('Also by Ann', draft.ann);
    expect(valueOf(await offer(draft.ann, own, one))).toEqual({ merged: true });
    expect(await queue()).toEqual(['Boot time', 'Boot times']);
  });

  it('is not done when the other side declines, and can be offered again by both', async () => {
    valueOf(await offer(draft.ann));
    const [made] = await offers();
    const decline = (personId: Id) =>
      declineMerge(draft.needs, person(personId), { eventId: draft.eventId, offerId: made?.id ?? '' });
    expect(await decline(await addPerson(open.db, 'Eve'))).toMatchObject({ error: { code: 'not-allowed' } });
    for (const _ of [1, 2]) valueOf(await decline(draft.bob));
    expect(await offers()).toEqual([]);
    expect(valueOf(await offer(draft.bob))).toEqual({ merged: false }); // what Ann said before does not count any more
    expect(valueOf(await offer(draft.ann))).toEqual({ merged: true });
  });

  it('is refused to who leads neither, to itself, of what is gone and of another event', async () => {
    const eve = await addPerson(open.db, 'Eve');
    expect(await offer(eve)).toMatchObject({ error: { code: 'not-allowed' } });
    const input = { eventId: draft.eventId, fromId: one, intoId: two };
    expect(await offerMerge(draft.needs, visitor, input)).toMatchObject({
      error: { code: 'sign-in-needed' },
    });
    expect(await offer(draft.ann, one, one)).toMatchObject({ error: { code: 'invalid-input' } });
    const gone = await addSession(open.db, draft.eventId, 'Gone', {
      withdrawn_at: '2026-03-01T00:00:00.000Z',
    });
    expect(await offer(draft.ann, one, gone)).toMatchObject({ error: { code: 'wrong-state' } });
    const elsewhere = await addSession(open.db, (await addEvent(open.db)).id, 'Elsewhere');
    expect(await offer(draft.ann, one, elsewhere)).toMatchObject({ error: { code: 'not-found' } });
    expect(await offers()).toEqual([]);
  });

  it('two who agree at the same moment merge once', async () => {
    const results = await Promise.all([offer(draft.ann), offer(draft.bob)]);
    expect(results.map((result) => valueOf(result).merged).toSorted()).toEqual([false, true]);
    expect(await queue()).toEqual(['Boot times']);
  });
});
