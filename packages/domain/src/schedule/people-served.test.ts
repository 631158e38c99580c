import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { eventProblem } from './event-problem.ts';
import { peopleMoved, peopleServed } from './people-served.ts';

onBothEngines('what people get', (fresh) => {
  let open: OpenDatabase;
  let draft: SmallDraft;

  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
  });
  afterEach(() => open.close());

  it('names who gets least, what they miss and why, and the pair of sessions that costs most', async () => {
    const { eventId, ann, bob, at, place, say, ledSession } = draft;
    const one = await ledSession('One', ann);
    const two = await ledSession('Two', bob);
    const nowhere = await ledSession('Nowhere', bob);
    await say(bob, one, 'want');
    await say(ann, nowhere, 'must');
    await place(one, at(0, 0));
    await place(two, at(0, 1));
    const problem = await eventProblem(open.db, eventId);
    expect(peopleServed(problem, problem.placements)).toEqual({
      people: [
        { personId: ann, name: 'Ann', served: 100, possible: 200 },
        { personId: bob, name: 'Bob', served: 100, possible: 200 },
      ],
      worst: [
        {
          personId: ann,
          name: 'Ann',
          served: 100,
          possible: 200,
          furtherMisses: 0,
          misses: [
            {
              sessionId: nowhere,
              headline: 'Nowhere',
              wish: 'must',
              startsAt: null,
              reason: 'unplaced',
              instead: null,
            },
          ],
        },
        {
          personId: bob,
          name: 'Bob',
          served: 100,
          possible: 200,
          furtherMisses: 0,
          misses: [
            {
              sessionId: nowhere,
              headline: 'Nowhere',
              wish: 'leads',
              startsAt: null,
              reason: 'unplaced',
              instead: null,
            },
            {
              sessionId: one,
              headline: 'One',
              wish: 'want',
              startsAt: '2026-04-28T02:00:00.000Z',
              reason: 'clash',
              instead: 'Two',
            },
          ],
        },
      ],
      pairs: [
        {
          sessions: [
            { sessionId: one, headline: 'One' },
            { sessionId: two, headline: 'Two' },
          ],
          people: 1,
          interest: 75,
        },
      ],
    });
  });

  it('leaves out whoever wants nothing, and blames nobody who gets all', async () => {
    const { eventId, ann, at, place, ledSession } = draft;
    const one = await ledSession('One', ann);
    await place(one, at(0, 0));
    const problem = await eventProblem(open.db, eventId);
    expect(peopleServed(problem, problem.placements)).toEqual({
      people: [{ personId: ann, name: 'Ann', served: 100, possible: 100 }],
      worst: [],
      pairs: [],
    });
  });

  it('counts the people for whom something moves', async () => {
    const { eventId, ann, bob, slots, areas, at, place, say, ledSession } = draft;
    const one = await ledSession('One', ann);
    const two = await ledSession('Two', ann);
    await say(bob, two, 'want');
    await place(one, at(0, 0));
    await place(two, at(1, 0));
    const problem = await eventProblem(open.db, eventId);
    const [first, second] = problem.placements.toSorted((a) => (a.session === one ? -1 : 1));
    const elsewhere = { session: one, slot: slots[0] ?? '', area: areas[1] ?? '' };
    expect(peopleMoved(problem, problem.placements, problem.placements)).toBe(0);
    expect(peopleMoved(problem, problem.placements, [elsewhere, second!])).toBe(1);
    expect(peopleMoved(problem, problem.placements, [first!])).toBe(2);
  });
});
