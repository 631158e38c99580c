import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf, type Needs } from '../kernel/action.ts';
import { person, type Actor } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { changePage } from '../pages/change-page.ts';
import { createPage } from '../pages/create-page.ts';
import { letWritePages } from '../pages/let-write-pages.ts';
import { eventPagesNamed, findPage, listPages } from '../pages/page-queries.ts';
import { pageHistory } from '../pages/page-revision-queries.ts';
import { removePage } from '../pages/remove-page.ts';
import { renamePage } from '../pages/rename-page.ts';
import { restorePageText } from '../pages/restore-page-text.ts';
import { addEvent, addOrganiser, addPerson } from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { createEvent } from './create-event.ts';

onBothEngines('the pages that an event takes over', (fresh) => {
  let open: OpenDatabase;
  let clock: SetClock;
  let needs: Needs;
  let fromId: Id;
  let otherId: Id;
  let olga: Actor;

  beforeEach(async () => {
    open = await fresh();
    clock = new SetClock();
    needs = { db: open.db, clock };
    ({ id: fromId } = await addEvent(open.db, { name: 'Shanghai' }));
    ({ id: otherId } = await addEvent(open.db, { name: 'Berlin' }));
    const olgaId = await addPerson(open.db, 'Olga');
    for (const id of [fromId, otherId]) await addOrganiser(open.db, id, olgaId);
    olga = person(olgaId);
  });
  afterEach(() => open.close());

  const write = async (name: string, body: string, more: Partial<Parameters<typeof createPage>[2]> = {}) => {
    clock.forward({ minutes: 1 });
    return valueOf(await createPage(needs, olga, { eventId: fromId, name, body, ...more })).pageId;
  };
  const rewrite = async (pageId: Id, version: number, body: string) =>
    valueOf(await changePage(needs, olga, { eventId: fromId, pageId, version, body, summary: 'Mine' }));
  const clone = async (locale: 'en' | 'de' = 'en', db = open.db) => {
    const event = { cloneOf: fromId, name: 'Next', startDate: '2027-04-02', zone: 'UTC' };
    const made = await createEvent({ ...needs, db }, olga, { ...event, slug: `next-${locale}`, locale });
    return valueOf(made).eventId;
  };
  const pagesOf = async (eventId: Id) =>
    (await listPages(open.db, eventId)).map(({ name, slug, writers }) => [name, slug, writers]);

  it('have their newest text as the first one there, and say where it comes from', async () => {
    const pageId = await write('Travel', 'By train.');
    await rewrite(pageId, 1, 'By train, from the **north**.');
    await write('House rules', 'No dogs.', { writers: 'organisers' });
    valueOf(await letWritePages(needs, olga, { eventId: fromId, who: 'organisers' }));
    clock.forward({ hours: 1 });
    const eventId = await clone();
    expect(await pagesOf(eventId)).toEqual([
      ['House rules', 'house-rules', 'organisers'],
      ['Travel', 'travel', 'attendees'],
    ]);
    expect(await pagesOf(eventId)).toEqual(await pagesOf(fromId));
    const page = await findPage(open.db, eventId, 'travel');
    expect(page).toMatchObject({
      ...{ body: 'By train, from the **north**.', excerpt: 'By train, from the north.', version: 1 },
      ...{ byName: 'Olga', updatedAt: '2026-03-02T11:02:00.000Z' },
    });
    expect(page?.id).not.toBe(pageId);
    expect(await pageHistory(open.db, page?.id ?? '')).toMatchObject({
      count: 1,
      revisions: [{ version: 1, summary: 'Taken over from Shanghai', byName: 'Olga' }],
    });
    expect((await pageHistory(open.db, pageId)).count).toBe(2);
    const { pages_by: pagesBy } = await open.db
      .selectFrom('events')
      .select('pages_by')
      .where('id', '=', eventId)
      .executeTakeFirstOrThrow();
    expect(pagesBy).toBe('organisers');
    const watched = await open.db.selectFrom('page_watchers').select('page_id').execute();
    expect(watched).toHaveLength(2); // there, and not here
  });

  it('are pages of the new event from then on: what is written in one is not in the other', async () => {
    const theirs = await write('Travel', 'By train.');
    const eventId = await clone('de');
    const mine = await findPage(open.db, eventId, 'travel');
    const pageId = mine?.id ?? '';
    expect((await pageHistory(open.db, pageId)).revisions[0]?.summary).toBe('Übernommen von Shanghai');
    valueOf(await changePage(needs, olga, { eventId, pageId, version: 1, body: 'By bus.' }));
    valueOf(await restorePageText(needs, olga, { eventId, pageId, version: 2, revision: 1 }));
    await rewrite(theirs, 1, 'By boat.');
    expect(await findPage(open.db, eventId, 'travel')).toMatchObject({ body: 'By train.', version: 3 });
    expect(await findPage(open.db, fromId, 'travel')).toMatchObject({ body: 'By boat.', version: 2 });
    const stranger = { eventId, pageId: theirs, version: 2, body: 'x' };
    expect(await changePage(needs, olga, stranger)).toMatchObject({ error: { code: 'not-found' } });
  });

  it('are found by every name they had, so that links lead on', async () => {
    const pageId = await write('The evening', 'Soup.');
    await write('Who brings what', 'See [[The evening]].');
    const name = 'Social evening';
    valueOf(await renamePage(needs, olga, { eventId: fromId, pageId, version: 1, name }));
    const eventId = await clone();
    const names = ['The evening', 'who brings WHAT', name];
    expect(await eventPagesNamed(open.db, eventId, names)).toEqual(
      await eventPagesNamed(open.db, fromId, names),
    );
    expect((await eventPagesNamed(open.db, eventId, names)).get('The evening')).toEqual({
      ...{ name, slug: 'social-evening' },
    });
    expect(await findPage(open.db, eventId, 'the-evening')).toMatchObject({ movedTo: 'social-evening' });
  });

  it('are not those that were removed, say nothing, or belong to another event', async () => {
    const removed = await write('Removed', 'Gone.');
    valueOf(await removePage(needs, olga, { eventId: fromId, pageId: removed, removed: true }));
    await write('Empty', ' \n\n');
    await write('Elsewhere', 'Of Berlin.', { eventId: otherId });
    await write('Here', 'Of Shanghai.');
    const eventId = await clone();
    expect(await pagesOf(eventId)).toEqual([['Here', 'here', 'attendees']]);
    expect(await listPages(open.db, eventId, { removed: true })).toEqual([]);
    // Their names are free there.
    for (const name of ['Removed', 'Empty', 'Elsewhere']) await write(name, 'Anew.', { eventId });
  });

  it('are as many as there are, for four statements more than none', async () => {
    const count = async (locale: 'en' | 'de') => {
      const statements = await countStatements(open.db, (db) => clone(locale, db));
      await open.db.deleteFrom('events').where('slug', '=', `next-${locale}`).execute();
      return statements;
    };
    const none = await count('en');
    await write('One', '1');
    expect(await count('en')).toBe(none + 4);
    await write('Two', '2');
    await write('Three', '3');
    expect(await count('en')).toBe(none + 4);
  });

  it('are none for an event from a template', async () => {
    await write('Travel', 'By train.');
    const start = { template: 'hackathon', name: 'Own', startDate: '2027-04-02', zone: 'UTC' } as const;
    const { eventId } = valueOf(await createEvent(needs, olga, start));
    expect(await pagesOf(eventId)).toEqual([]);
  });
});
