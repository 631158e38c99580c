import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { inTransaction } from '../kernel/action.ts';
import { person, type Actor } from '../kernel/actor.ts';
import { timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { addEvent, addOrganiser, addPerson } from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { changeTemplate } from './change-template.ts';
import { decideMessages } from './decide-messages.ts';
import { outbox } from './message-queries.ts';
import type { MessageState } from './message-tables.ts';
import { queueMessage } from './queue-message.ts';
import { renderMessage } from './render-message.ts';
import { deliverToFolder, sendMessage, type Letter } from './send-message.ts';
import { builtInTemplate, MAIL_LOCALES, placeholdersOf, TEMPLATE_NAMES } from './templates.ts';

it('inserts values as text, never as Markdown, HTML or another placeholder', () => {
  const hostile = '<script>alert(1)</script> **bold** {{link}} [x](javascript:alert(1))';
  const { subject, text, html } = renderMessage(builtInTemplate('invited', 'en'), {
    name: hostile,
    event: 'A\r\nBcc: everyone@example.org',
    confirmBy: 'Monday',
    link: 'https://example.org/?a=1&b="',
  });
  expect(subject).toBe('You are invited: A Bcc: everyone@example.org');
  expect(text).toContain(hostile);
  expect(html).not.toContain('<script>');
  expect(html).toContain('{{link}} [x](javascript:alert(1))');
  expect(html.match(/href="[^"]*"/g)).toEqual(['href="https://example.org/?a=1&amp;b=&quot;"']);
});

it('has every template in every language with the same placeholders', () => {
  for (const name of TEMPLATE_NAMES) {
    for (const locale of MAIL_LOCALES) {
      const { subject, body } = builtInTemplate(name, locale);
      const used = new Set([...`${subject}\n${body}`.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]));
      expect([name, locale, [...used].toSorted()]).toEqual([name, locale, placeholdersOf(name).toSorted()]);
    }
  }
});

onBothEngines('the outbox', (fresh) => {
  let open: OpenDatabase;
  let eventId: Id;
  let organiser: Actor;
  let stranger: Actor;
  const clock = new SetClock();
  const needs = () => ({ db: open.db, clock });

  beforeEach(async () => {
    open = await fresh();
    const olga = await addPerson(open.db, 'Olga');
    eventId = (await addEvent(open.db, { reviews_mail: 1 })).id;
    await addOrganiser(open.db, eventId, olga);
    organiser = person(olga);
    stranger = person(await addPerson(open.db, 'Stranger'));
  });
  afterEach(() => open.close());

  const write = (onceKey?: string, of: Id | null = eventId) =>
    inTransaction(open.db, (tx) =>
      queueMessage(tx, {
        now: timestamp(clock.now()),
        eventId: of,
        to: { personId: null, email: 'ada@example.org', name: 'Ada', locale: 'de' },
        template: 'invited',
        params: { name: 'Ada', event: 'Hackathon', confirmBy: 'Montag', link: 'https://example.org/x' },
        ...(onceKey && { onceKey }),
      }),
    );
  const states = async () =>
    (await open.db.selectFrom('messages').select('state').orderBy('id').execute()).map((row) => row.state);
  const firstId = async () =>
    (await open.db.selectFrom('messages').select('id').executeTakeFirstOrThrow()).id;
  const jobs = () => open.db.selectFrom('jobs').select('kind').execute();

  it('holds mail for review when the organisers want that, and sends it when they say so', async () => {
    await write();
    expect(await states()).toEqual(['held']);
    expect(await jobs()).toEqual([]);
    const input = { eventId, messageIds: [await firstId()], decision: 'send' as const };
    expect(await decideMessages(needs(), stranger, input)).toMatchObject({ error: { code: 'not-allowed' } });
    const other = await addEvent(open.db);
    await addOrganiser(open.db, other.id, organiser.kind === 'person' ? organiser.personId : '');
    expect(await decideMessages(needs(), organiser, { ...input, eventId: other.id })).toMatchObject({
      error: { code: 'not-found' },
    });
    expect(await states()).toEqual(['held']);
    expect(await decideMessages(needs(), organiser, input)).toMatchObject({ ok: true, value: { count: 1 } });
    expect(await states()).toEqual(['queued']);
    expect(await jobs()).toEqual([{ kind: 'send-message' }]);
  });

  it('is read page by page, what waits for a decision first, in as many statements however long it is', async () => {
    for (let number = 0; number < 5; number++) await write();
    await write('site', null);
    const ids = (await open.db.selectFrom('messages').select('id').orderBy('id').execute()).map(
      ({ id }) => id,
    );
    const [one = '', two = '', three = '', four = '', five = '', site = ''] = ids;
    const toState = (state: MessageState, of: Id[]) =>
      open.db.updateTable('messages').set({ state }).where('id', 'in', of).execute();
    await toState('sent', [two, four]);
    await toState('failed', [one]);
    await toState('uncertain', [site]);
    const read = async (of: Id | null, page: number) => {
      const { messages, ...rest } = await outbox(open.db, of, { page, perPage: 3 });
      return { ...rest, ids: messages.map(({ id }) => id) };
    };
    expect(await read(eventId, 1)).toEqual({ count: 5, held: [three, five], ids: [five, three, one] });
    expect(await read(eventId, 2)).toEqual({ count: 5, held: [three, five], ids: [four, two] });
    expect(await read(eventId, 3)).toMatchObject({ count: 5, ids: [] });
    expect(await read(null, 1)).toEqual({ count: 6, held: [three, five], ids: [site, five, three] });
    for (const page of [1, 2])
      expect(await countStatements(open.db, (db) => outbox(db, eventId, { page, perPage: 3 }))).toBe(3);
  });

  it('writes one message for one key, and discards what an organiser does not want sent', async () => {
    await write('once');
    await write('once');
    expect(await states()).toEqual(['held']);
    expect(
      await decideMessages(needs(), organiser, {
        eventId,
        messageIds: [await firstId()],
        decision: 'discard',
      }),
    ).toMatchObject({ ok: true });
    expect(await states()).toEqual(['discarded']);
  });

  it('sends once; after a crash in the middle a person decides, and a failure is tried again', async () => {
    await open.db.updateTable('events').set({ reviews_mail: 0 }).where('id', '=', eventId).execute();
    await write();
    const letters: Letter[] = [];
    const sending = {
      db: open.db,
      clock,
      host: 'example.org',
      deliver: (letter: Letter) => Promise.resolve(void letters.push(letter)),
    };
    const messageId = await firstId();
    await expect(
      sendMessage({ ...sending, deliver: () => Promise.reject(new Error('451 try later')) }, messageId),
    ).rejects.toThrow('451');
    expect(await open.db.selectFrom('messages').select(['state', 'error']).execute()).toEqual([
      { state: 'queued', error: '451 try later' },
    ]);
    await sendMessage(sending, messageId);
    await sendMessage(sending, messageId);
    expect(letters.map((letter) => letter.messageId)).toEqual([`<${messageId}@example.org>`]);
    expect(await states()).toEqual(['sent']);

    await open.db.updateTable('messages').set({ state: 'sending' }).execute(); // as a crash leaves it
    await sendMessage(sending, messageId);
    expect(letters).toHaveLength(1);
    expect(await states()).toEqual(['uncertain']);
  });

  it('puts mail into a folder where there is no mail server, and the subject in the reader’s language', async () => {
    await open.db.updateTable('events').set({ reviews_mail: 0 }).where('id', '=', eventId).execute();
    await write();
    const folder = mkdtempSync(join(tmpdir(), 'plenary-mails-'));
    await sendMessage(
      {
        db: open.db,
        clock,
        host: 'example.org',
        deliver: deliverToFolder(folder, 'Plenary <plenary@example.org>'),
      },
      await firstId(),
    );
    const [file] = readdirSync(folder);
    const mail = readFileSync(join(folder, file ?? ''), 'utf8');
    expect(mail).toContain('Subject: Du bist eingeladen: Hackathon');
    expect(mail).toContain('To: ada@example.org');
  });

  it('uses an event’s own words, and refuses placeholders it could not fill', async () => {
    const words = {
      eventId,
      template: 'invited' as const,
      locale: 'de',
      subject: 'Komm zu {{event}}',
      body: 'Hier: {{link}}',
    };
    expect(await changeTemplate(needs(), stranger, words)).toMatchObject({ error: { code: 'not-allowed' } });
    expect(await changeTemplate(needs(), organiser, { ...words, body: '{{password}}' })).toMatchObject({
      error: { code: 'invalid-input', fields: [{ path: 'body', code: 'not-a-choice' }] },
    });
    expect(await changeTemplate(needs(), organiser, words)).toMatchObject({ ok: true });
    await write();
    expect(await open.db.selectFrom('messages').select(['subject', 'text']).execute()).toEqual([
      { subject: 'Komm zu Hackathon', text: 'Hier: https://example.org/x\n' },
    ]);
  });
});
