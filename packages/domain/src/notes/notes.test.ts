import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf } from '../kernel/action.ts';
import { person, system, type Actor } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { releaseSchedule } from '../schedule/release-schedule.ts';
import { addInvitation, addLead, addPerson, addSession } from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { itemsOfEvent, ownItems } from './action-item-queries.ts';
import { chaseNotes } from './chase-notes.ts';
import { correctNotes } from './correct-notes.ts';
import { documentNews } from './document-queries.ts';
import { freezeNotes } from './freeze-notes.ts';
import { nameScribe } from './name-scribe.ts';
import { notesOf, notesOverview } from './notes-queries.ts';
import { remindAboutNotes } from './remind-about-notes.ts';
import { findNotesRevision, notesHistory } from './revision-queries.ts';
import { saveNotesText } from './save-notes-text.ts';
import { tickActionItem } from './tick-action-item.ts';
import { writeNotes } from './write-notes.ts';

onBothEngines('notes', (fresh, engine) => {
  let open: OpenDatabase;
  let draft: SmallDraft;
  let clock: SetClock;
  let sessionId: Id;
  let ada: Actor, ben: Actor, lead: Actor, stranger: Actor, gone: Actor;
  let ids: { ada: Id; ben: Id; lead: Id; gone: Id };

  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
    clock = new SetClock('2026-04-28T02:30:00Z');
    sessionId = await addSession(open.db, draft.eventId, 'Noted');
    const add = async (name: string, state?: 'confirmed' | 'withdrawn') => {
      const personId = await addPerson(open.db, name);
      if (state) await addInvitation(open.db, draft.eventId, personId, state);
      return personId;
    };
    ids = {
      ada: await add('Ada Lovelace', 'confirmed'),
      ben: await add('Ben Bitdiddle', 'confirmed'),
      lead: await add('Lea Lead', 'confirmed'),
      gone: await add('Gus Gone', 'withdrawn'),
    };
    await addLead(open.db, sessionId, ids.lead, 'Lea Lead');
    [ada, ben, lead, gone] = [person(ids.ada), person(ids.ben), person(ids.lead), person(ids.gone)];
    stranger = person(await add('Sam Stranger'));
  });
  afterEach(() => open.close());

  const needs = () => ({ ...draft.needs, clock });
  const of = () => ({ eventId: draft.eventId, sessionId });
  const write = (who: Actor, update: Uint8Array, session = sessionId) =>
    writeNotes(needs(), who, { eventId: draft.eventId, sessionId: session, update });
  const save = (who: Actor, base: string, text: string) =>
    saveNotesText(needs(), who, { ...of(), base, text });
  const text = async () => (await notesOf(open.db, sessionId)).text;
  const typed = (said: string, session = sessionId) => {
    const doc = new Doc();
    doc.getText(session).insert(0, said);
    return encodeStateAsUpdate(doc);
  };
  const stored = async () => ({
    notes: await open.db.selectFrom('notes').select(['text', 'version']).execute(),
    updates: (await open.db.selectFrom('note_updates').select('number').execute()).length,
    items: (await open.db.selectFrom('action_items').select('id').execute()).length,
  });

  it('are written by two at once, and an update that comes twice changes nothing', async () => {
    const first = typed('Ada was here. ');
    expect(valueOf(await write(ada, first))).toEqual({ version: 1 });
    expect(valueOf(await write(ada, first))).toEqual({ version: 1 });
    valueOf(await write(ben, typed('Ben too.')));
    expect(['Ada was here. Ben too.', 'Ben too.Ada was here. ']).toContain(await text());
    const { update, version, frozen } = await documentNews(open.db, sessionId, 0);
    const doc = new Doc();
    applyUpdate(doc, update!);
    expect([doc.getText(sessionId).toString(), version, frozen]).toEqual([await text(), 2, false]);
    expect(await documentNews(open.db, sessionId, 2)).toMatchObject({ update: null, version: 2 });
  });

  it('refuse what is no update of them, with a sentence, and store nothing', async () => {
    valueOf(await write(ada, typed('Safe.')));
    const before = await stored();
    const later = new Doc();
    later.getText(sessionId).insert(0, 'a');
    const seen = encodeStateVector(later);
    later.getText(sessionId).insert(1, 'b');
    const other = await addSession(open.db, draft.eventId, 'Another');
    const rich = new Doc();
    rich.getText(sessionId).insert(0, 'bold', { bold: true });
    const map = new Doc();
    map.getMap(sessionId).set('a', 'b');
    const wrong: [string, Uint8Array][] = [
      ['nothing', new Uint8Array()],
      ['garbage', new Uint8Array([255, 254, 253, 1, 2, 3, 200, 201])],
      ['half an update', typed('Half of it').slice(0, 9)],
      ['an update of other notes', typed('Not here', other)],
      ['an update that lacks what it builds on', encodeStateAsUpdate(later, seen)],
      ['formatted text', encodeStateAsUpdate(rich)],
      ['a map', encodeStateAsUpdate(map)],
      ['control characters', typed('a\u0007b')],
      ['direction overrides', typed('a\u202eb')],
      ['a megabyte', typed('x'.repeat(1_000_000))],
      ['a text that is too long', typed('x'.repeat(200_001))],
    ];
    for (const [name, update] of wrong) {
      const result = await write(ada, update);
      expect([
        name,
        result.ok,
        !result.ok && result.error.code,
        !result.ok && result.error.message.length > 20,
      ]).toEqual([name, false, 'invalid-input', true]);
      expect([name, await stored()]).toEqual([name, before]);
    }
    valueOf(await write(ada, typed(' And it goes on. <script>alert(1)</script>')));
    expect(await text()).toContain('And it goes on. <script>');
  });

  it('are written by who takes part and nobody else', async () => {
    const refusals = await Promise.all(
      [stranger, gone, { kind: 'visitor' } as const].map(async (who) => {
        const results = [await write(who, typed('x')), await save(who, '', 'x')];
        return results.map((result) => (result.ok ? 'yes' : result.error.code));
      }),
    );
    expect(refusals).toEqual([
      ['not-allowed', 'not-allowed'],
      ['not-allowed', 'not-allowed'],
      ['sign-in-needed', 'sign-in-needed'],
    ]);
    expect((await stored()).notes).toEqual([]);
  });

  it('of a form unite with what others wrote meanwhile, and never overwrite it', async () => {
    valueOf(await save(ada, '', 'one\n\ntwo\n\nthree'));
    valueOf(await save(ben, 'one\n\ntwo\n\nthree', 'ONE\n\ntwo\n\nthree'));
    valueOf(await save(ada, 'one\r\n\r\ntwo\r\n\r\nthree', 'one\r\n\r\ntwo\r\n\r\nTHREE'));
    expect(await text()).toBe('ONE\n\ntwo\n\nTHREE');
    const clash = await save(ben, 'one\n\ntwo\n\nthree', 'uno\n\ntwo\n\nthree');
    expect(clash.ok ? '' : [clash.error.code, clash.error.subject]).toEqual([
      'stale',
      {
        current: 'ONE\n\ntwo\n\nTHREE',
        merged: '<<<<<<<\nONE\n=======\nuno\n>>>>>>>\n\ntwo\n\nTHREE',
        conflicts: 1,
      },
    ]);
    expect(await text()).toBe('ONE\n\ntwo\n\nTHREE');
  });

  it('take a form while somebody types live: the words that stay keep their place', async () => {
    valueOf(await save(ada, '', 'alpha beta gamma'));
    const live = new Doc();
    applyUpdate(live, (await documentNews(open.db, sessionId, 0)).update!);
    const seen = encodeStateVector(live);
    live.getText(sessionId).insert(16, ' omega');
    valueOf(await save(ben, 'alpha beta gamma', 'alpha BETA gamma'));
    valueOf(await write(ada, encodeStateAsUpdate(live, seen)));
    expect(await text()).toBe('alpha BETA gamma omega');
  });

  it('keep who wrote when: a while of writing is one revision, a pause begins the next', async () => {
    valueOf(await save(ada, '', 'first'));
    clock.forward({ minutes: 5 });
    valueOf(await save(ben, 'first', 'first\nsecond'));
    clock.forward({ minutes: 16 });
    valueOf(await save(ada, 'first\nsecond', 'third'));
    const history = await notesHistory(open.db, sessionId);
    expect(
      history.map(({ number, writers, beganAt, endedAt }) => [number, writers, beganAt, endedAt]),
    ).toEqual([
      [2, ['Ada Lovelace'], '2026-04-28T02:51:00.000Z', '2026-04-28T02:51:00.000Z'],
      [1, ['Ada Lovelace', 'Ben Bitdiddle'], '2026-04-28T02:30:00.000Z', '2026-04-28T02:35:00.000Z'],
    ]);
    expect(await findNotesRevision(open.db, sessionId, 2)).toMatchObject({
      text: 'third',
      before: 'first\nsecond',
    });
    expect(await findNotesRevision(open.db, sessionId, 1)).toMatchObject({
      text: 'first\nsecond',
      before: '',
    });
    expect(await findNotesRevision(open.db, sessionId, 3)).toBeUndefined();
  });

  it('go into the archive with a date; then the document is closed and corrections are revisions', async () => {
    const live = typed('As it was.');
    valueOf(await write(ada, live));
    const refused = await freezeNotes(needs(), lead, of());
    expect(refused.ok ? '' : refused.error.code).toBe('not-allowed');
    expect(
      valueOf(await freezeNotes(needs(), draft.organiser, { eventId: draft.eventId, sessionId: null })),
    ).toEqual({ frozen: 1 });
    for (const result of [await write(ada, typed('late')), await save(ada, 'As it was.', 'late')])
      expect(result.ok ? '' : result.error.code).toBe('wrong-state');
    const none = await freezeNotes(needs(), draft.organiser, of());
    expect(none.ok ? '' : none.error.code).toBe('wrong-state');

    clock.forward({ minutes: 1 });
    const correction = { ...of(), base: 'As it was.', text: 'As it really was.', summary: 'Right word' };
    expect((await correctNotes(needs(), ben, correction)).ok).toBe(false);
    valueOf(await correctNotes(needs(), lead, correction));
    expect(await notesOf(open.db, sessionId)).toMatchObject({
      ...{ text: 'As it really was.', frozenAt: '2026-04-28T02:30:00.000Z', frozenRevision: 1, revision: 2 },
    });
    expect(await notesHistory(open.db, sessionId)).toMatchObject([
      { number: 2, summary: 'Right word', writers: ['Lea Lead'] },
      { number: 1, summary: '', writers: ['Ada Lovelace'] },
    ]);
    expect(await findNotesRevision(open.db, sessionId, 1)).toMatchObject({ text: 'As it was.' });
  });

  it('have a scribe: named by leads, or whoever offers first', async () => {
    const name = (who: Actor, personId: Id | null) => nameScribe(needs(), who, { ...of(), personId });
    const answer = async (result: Awaited<ReturnType<typeof name>>) =>
      result.ok ? 'yes' : result.error.code;
    expect(await answer(await name(ada, ids.ben))).toBe('not-allowed');
    expect(await answer(await name(ada, ids.ada))).toBe('yes');
    expect(await answer(await name(ben, ids.ben))).toBe('already-taken');
    expect(await answer(await name(ben, null))).toBe('already-taken');
    expect(await answer(await name(ada, null))).toBe('yes');
    expect(await answer(await name(lead, ids.ben))).toBe('yes');
    expect(await answer(await name(lead, ids.gone))).toBe('invalid-input');
    expect((await notesOf(open.db, sessionId)).scribe).toEqual({ id: ids.ben, name: 'Ben Bitdiddle' });
  });

  it('have action items with owners, ticked in the text, before and after they are frozen', async () => {
    valueOf(
      await save(
        ada,
        '',
        '## Action items\n- [ ] write it up @Ben due 2026-05-02\n- [ ] buy tea @Gus Gone\n- [x] greet @ada',
      ),
    );
    const items = async () =>
      (await itemsOfEvent(open.db, draft.eventId, { frozenOnly: false })).map(
        ({ what, ownerName, due, done }) => [what, ownerName, due, done],
      );
    expect(await items()).toEqual([
      ['write it up', 'Ben Bitdiddle', '2026-05-02', false],
      ['buy tea', 'Gus Gone', null, false],
      ['greet', 'Ada Lovelace', null, true],
    ]);
    const [mine] = await ownItems(open.db, ids.ben);
    expect(mine).toMatchObject({ what: 'write it up', headline: 'Noted', done: false });
    const tick = (who: Actor, done: boolean) =>
      tickActionItem(needs(), who, { ...of(), itemId: mine!.id, done });
    expect((await tick(stranger, true)).ok).toBe(false);
    valueOf(await tick(ada, true));
    expect(await text()).toContain('- [x] write it up @Ben due 2026-05-02');
    expect((await ownItems(open.db, ids.ben))[0]).toMatchObject({ id: mine!.id, done: true });

    valueOf(await freezeNotes(needs(), draft.organiser, of()));
    expect((await tick(ada, false)).ok).toBe(false);
    valueOf(await tick(ben, false));
    expect(await text()).toContain('- [ ] write it up');
    expect((await notesHistory(open.db, sessionId))[0]).toMatchObject({
      summary: '☐ write it up',
      writers: ['Ben Bitdiddle'],
    });
  });

  it('of others are not read through the list of action items by who withdrew', async () => {
    valueOf(await save(ada, '', '- [ ] secret @Ben'));
    expect(await ownItems(open.db, ids.ben)).toHaveLength(1);
    await open.db
      .updateTable('invitations')
      .set({ state: 'withdrawn' })
      .where('person_id', '=', ids.ben)
      .execute();
    expect(await ownItems(open.db, ids.ben)).toEqual([]);
    valueOf(await freezeNotes(needs(), draft.organiser, of()));
    expect(await ownItems(open.db, ids.ben)).toHaveLength(1);
  });

  it('that are missing are chased at the end and days later, once each, and by an organiser once a day', async () => {
    await releasePlaced();
    const chase = async () => valueOf(await chaseNotes(needs(), system('chase notes'), {})).reminded;
    const mails = async () =>
      (
        await open.db
          .selectFrom('messages')
          .select(['person_id', 'template'])
          .where('template', '=', 'notes-missing')
          .execute()
      ).map((mail) => mail.person_id);
    const remind = async () => {
      const result = await remindAboutNotes(needs(), draft.organiser, of());
      return result.ok ? result.value : result.error.code;
    };
    const before = await chase();
    expect([before, await remind()]).toEqual([0, 'wrong-state']); // it has not ended yet
    clock.set('2026-04-28T05:00:00Z');
    expect([await chase(), await chase(), await mails()]).toEqual([1, 0, [ids.lead]]);
    valueOf(await nameScribe(needs(), lead, { ...of(), personId: ids.ben }));
    expect([await remind(), await remind()]).toEqual([{ sessions: 1, people: 2 }, 'too-many']);
    clock.forward({ days: 1 });
    expect(await remind()).toEqual({ sessions: 1, people: 2 });
    clock.forward({ days: 2, hours: 12 });
    expect([await chase(), await chase()]).toEqual([2, 0]);
    clock.forward({ days: 5 });
    expect(await chase()).toBe(0);
    expect(await mails()).toHaveLength(7);
    valueOf(await save(ada, '', '## Decisions\n'));
    expect(
      (await notesOverview(open.db, draft.eventId, '2026-05-10T00:00:00.000Z')).find(
        (one) => one.sessionId === sessionId,
      ),
    ).toMatchObject({ lines: 0, scribeName: 'Ben Bitdiddle', reachable: 2 });
    valueOf(await save(ada, '## Decisions', '## Decisions\nTea.'));
    clock.forward({ days: 1 });
    expect(await remind()).toBe('wrong-state');
  });

  it('are listed with as many statements for three sessions as for one', async () => {
    const list = (db: typeof open.db) => notesOverview(db, draft.eventId, '2026-05-10T00:00:00.000Z');
    expect(await countStatements(open.db, list)).toBe(1);
    for (const headline of ['B', 'C']) await addSession(open.db, draft.eventId, headline);
    expect(await countStatements(open.db, list)).toBe(1);
    valueOf(await save(ada, '', '- [ ] a @Ben\n- [ ] b @Ben\n- [ ] c @Ben'));
    expect(await countStatements(open.db, (db) => ownItems(db, ids.ben))).toBe(1);
    expect(await countStatements(open.db, (db) => notesHistory(db, sessionId))).toBe(2);
  });

  it('stay few updates however long somebody types, and say the same afterwards', async () => {
    const doc = new Doc();
    const said = doc.getText(sessionId);
    for (let letter = 0; letter < 205; letter++) {
      const seen = encodeStateVector(doc);
      said.insert(said.length, String.fromCodePoint(97 + (letter % 26)));
      valueOf(await write(ada, encodeStateAsUpdate(doc, seen)));
    }
    expect(await stored()).toMatchObject({ notes: [{ text: said.toString(), version: 205 }], updates: 6 });
    // Who had the document up to a version that was merged away gets what they lack, and perhaps more.
    const behind = new Doc();
    const { update } = await documentNews(open.db, sessionId, 150);
    applyUpdate(behind, update!);
    expect(behind.getText(sessionId).toString()).toBe(said.toString());
  });

  describe('written by many at once', () => {
    it('converge to what plain Yjs says, in whatever order their updates come', async () => {
      const edit = fc.record({
        who: fc.nat({ max: 3 }),
        at: fc.nat({ max: 200 }),
        remove: fc.nat({ max: 5 }),
        insert: fc.string({
          unit: fc.constantFrom('a', 'b', ' ', '\n', 'ü', '☑', '🙂', '- [ ] x'),
          maxLength: 4,
        }),
        send: fc.boolean(),
        hear: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 25 }), async (edits) => {
          const session = await addSession(open.db, draft.eventId, 'Property');
          const docs = Array.from({ length: 4 }, () => new Doc());
          const plain = new Doc();
          const acknowledged = docs.map(() => encodeStateVector(new Doc()));
          const send = async (who: number) => {
            const doc = docs[who]!;
            const update = encodeStateAsUpdate(doc, acknowledged[who]);
            valueOf(await write([ada, ben, lead, draft.organiser][who]!, update, session));
            applyUpdate(plain, update);
            acknowledged[who] = encodeStateVector(doc);
          };
          const hear = async (who: number) => {
            const { update } = await documentNews(open.db, session, 0);
            if (update) applyUpdate(docs[who]!, update);
          };
          for (const { who, at, remove, insert, ...then } of edits) {
            const said = docs[who]!.getText(session);
            const place = Math.min(at, said.length);
            said.delete(place, Math.min(remove, said.length - place));
            said.insert(place, insert);
            if (then.send) await send(who);
            if (then.hear) await hear(who);
          }
          for (const who of docs.keys()) await send(who);
          for (const who of docs.keys()) await hear(who);
          const texts = new Set(docs.map((doc) => doc.getText(session).toString()));
          expect([...texts]).toEqual([plain.getText(session).toString()]);
          expect((await notesOf(open.db, session)).text).toBe(plain.getText(session).toString());
        }),
        { numRuns: engine === 'sqlite' ? 40 : 10 },
      );
    }, 60_000);

    it('lose nothing when their updates come in the same moment', async () => {
      const words = Array.from({ length: 30 }, (_, index) => `word${index};`);
      await Promise.all(
        words.map((word, index) => write([ada, ben, lead][index % 3]!, typed(word)).then(valueOf)),
      );
      const said = await text();
      expect(words.filter((word) => !said.includes(word))).toEqual([]);
      expect(said).toHaveLength(words.join('').length);
    });
  });

  async function releasePlaced(): Promise<void> {
    valueOf(await draft.place(sessionId, draft.at(0, 0)));
    valueOf(await releaseSchedule(needs(), draft.organiser, { eventId: draft.eventId, number: 1, note: '' }));
  }
});
