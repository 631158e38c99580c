import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf } from '../kernel/action.ts';
import { person, visitor, type Actor } from '../kernel/actor.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { standingIn } from '../standing/standing.ts';
import { addLead, addPerson, addSession } from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { mp3Silence } from '../testing/small-recordings.ts';
import { archive, archiveChoices } from './archive-queries.ts';
import { askRemoval } from './ask-removal.ts';
import { attachMaterial } from './attach-material.ts';
import { beginUpload } from './begin-upload.ts';
import { changeMaterial } from './change-material.ts';
import { cleanFileName } from './clean-file-name.ts';
import { FileStore } from './file-store.ts';
import { hideMaterial } from './hide-material.ts';
import { findMaterialFile, materialsOf } from './material-queries.ts';
import { receiveFile } from './receive-file.ts';
import { removeMaterial } from './remove-material.ts';
import { sayRecordingConsent } from './say-recording-consent.ts';
import { sweepFiles } from './sweep-files.ts';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
const OGG = Buffer.concat([
  Buffer.from('OggS\0\x02'),
  Buffer.alloc(22),
  Buffer.from('OpusHead'),
  Buffer.alloc(60),
]);
const MP3 = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(2000)]);
const VTT = Buffer.from('WEBVTT\n\n00:00.000 --> 00:02.000\nHello.\n');
const LIMITS = { fileLimit: 1_000_000, eventLimit: 10_000 };

let folder: string;
let store: FileStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plenary-files-'));
  store = new FileStore(folder);
  mkdirSync(store.uploads, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

onBothEngines('materials', (fresh) => {
  let open: OpenDatabase;
  let draft: SmallDraft;
  let sessionId: Id;
  let lead: Actor, participant: Actor, organiser: Actor, stranger: Actor;

  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
    sessionId = await addSession(open.db, draft.eventId, 'Überlegungen to migration', { topic: 'memory' });
    await addLead(open.db, sessionId, draft.ann, 'Ann');
    lead = person(draft.ann);
    ({ participant, organiser } = draft);
    stranger = person(await addPerson(open.db, 'Sam Stranger'));
  });
  afterEach(() => open.close());

  const begin = (who: Actor, name: string, size: number, limits = LIMITS) =>
    beginUpload(draft.needs, who, { eventId: draft.eventId, uploadId: newId(), name, size, ...limits });
  async function send(who: Actor, name: string, bytes: Buffer): Promise<Id> {
    const { uploadId } = valueOf(await begin(who, name, bytes.length));
    writeFileSync(join(store.uploads, uploadId), bytes);
    await receiveFile(draft.needs, store, who, uploadId);
    return uploadId;
  }
  type More = { uploads?: Id[]; link?: string; title?: string; sessionId?: Id | null };
  const attach = (who: Actor, more: More) =>
    attachMaterial(draft.needs, who, { eventId: draft.eventId, sessionId, title: 'Talk', ...more });
  const consent = (answer: 'yes' | 'no' | 'not-asked') =>
    sayRecordingConsent(draft.needs, lead, { eventId: draft.eventId, sessionId, answer });
  const seenBy = async (who: Actor) => {
    const standing = await standingIn(open.db, who, draft.eventId);
    return (await materialsOf(open.db, standing, { eventId: draft.eventId })).map((one) => one.title);
  };
  const whoSees = async () => ({
    visitor: (await seenBy(visitor)).length,
    stranger: (await seenBy(stranger)).length,
    participant: (await seenBy(participant)).length,
    lead: (await seenBy(lead)).length,
    organiser: (await seenBy(organiser)).length,
    archive: (await archive(open.db, {})).count,
  });
  const code = async (result: Promise<{ ok: boolean; error?: { code: string } }>) =>
    (await result).error?.code;

  it('attached as one thing in two formats are found with their types, sizes and hashes', async () => {
    const uploads = [
      await send(lead, 'talk.pdf', PDF),
      await send(lead, '../../etc/talk.md', Buffer.from('# Talk\n')),
    ];
    const { materialId } = valueOf(await attach(lead, { uploads }));
    const [material] = (await archive(open.db, {})).materials;
    expect(material).toMatchObject({ id: materialId, kind: 'slides', kept: null });
    const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    expect(material?.files.map(({ name, type, size, sha256 }) => [name, type, size, sha256])).toEqual([
      ['talk.pdf', 'application/pdf', PDF.length, hash(PDF)],
      ['talk.md', 'text/markdown', 7, hash(Buffer.from('# Talk\n'))],
    ]);
    expect(existsSync(store.pathOf(hash(PDF)))).toBe(true);
    expect(readdirSync(store.uploads)).toEqual([]);
    expect(await open.db.selectFrom('uploads').selectAll().execute()).toEqual([]);
  });

  it('that are recordings are public once the leads agree, hidden again when they object, and refused then', async () => {
    valueOf(
      await attach(lead, { uploads: [await send(lead, 'talk.ogg', OGG), await send(lead, 'talk.vtt', VTT)] }),
    );
    const inside = { participant: 1, lead: 1, organiser: 1 };
    const outside = { visitor: 0, stranger: 0, archive: 0 };
    expect(await whoSees()).toEqual({ ...inside, ...outside });
    valueOf(await consent('yes'));
    expect(await whoSees()).toEqual({ ...inside, visitor: 1, stranger: 1, archive: 1 });
    valueOf(await consent('no'));
    expect(await whoSees()).toEqual({ ...inside, ...outside, participant: 0 });
    const uploads = [await send(lead, 'again.ogg', OGG)];
    expect(await code(attach(lead, { uploads }))).toBe('recording-refused');
    valueOf(await consent('not-asked'));
    expect(await whoSees()).toEqual({ ...inside, ...outside });
  });

  it('that are hidden are gone for all but leads and organisers, by their address too, and come back', async () => {
    const { materialId } = valueOf(await attach(lead, { uploads: [await send(lead, 'talk.pdf', PDF)] }));
    const [file] = (await archive(open.db, {})).materials[0]?.files ?? [];
    const find = async (who: Actor) =>
      findMaterialFile(open.db, (eventId) => standingIn(open.db, who, eventId), {
        materialId,
        fileId: file!.id,
      });
    expect((await find(visitor))?.name).toBe('talk.pdf');
    valueOf(await hideMaterial(draft.needs, organiser, { eventId: draft.eventId, materialId, hidden: true }));
    expect(await whoSees()).toEqual({
      visitor: 0,
      stranger: 0,
      participant: 0,
      lead: 1,
      organiser: 1,
      archive: 0,
    });
    expect([await find(visitor), await find(participant)]).toEqual([undefined, undefined]);
    expect((await find(lead))?.name).toBe('talk.pdf');
    valueOf(
      await hideMaterial(draft.needs, organiser, { eventId: draft.eventId, materialId, hidden: false }),
    );
    expect((await find(visitor))?.name).toBe('talk.pdf');
  });

  it('of an event that is not announced, or a session that was withdrawn, stay inside', async () => {
    valueOf(await attach(lead, { link: 'https://example.org/1' }));
    await open.db.updateTable('sessions').set({ withdrawn_at: '2026-03-02T00:00:00.000Z' }).execute();
    expect(await whoSees()).toEqual({
      visitor: 0,
      stranger: 0,
      participant: 0,
      lead: 1,
      organiser: 1,
      archive: 0,
    });
    expect(await code(attach(lead, { link: 'https://example.org/2' }))).toBe('wrong-state');
    await open.db.updateTable('sessions').set({ withdrawn_at: null }).execute();
    await open.db.updateTable('events').set({ announced_at: null }).execute();
    await expect(seenBy(visitor)).rejects.toThrow('There is no event');
    expect([(await archive(open.db, {})).count, await seenBy(participant)]).toEqual([0, ['Talk']]);
  });

  it('are removed by who attached them and by organisers; others ask, and organisers see that', async () => {
    const { materialId } = valueOf(await attach(organiser, { link: 'https://example.org' }));
    const of = { eventId: draft.eventId, materialId };
    expect(await code(removeMaterial(draft.needs, lead, of))).toBe('not-allowed');
    expect(await code(askRemoval(draft.needs, participant, { ...of }))).toBe('not-allowed');
    valueOf(await askRemoval(draft.needs, lead, { ...of, reason: 'A wrong number on page 3' }));
    const standing = await standingIn(open.db, organiser, draft.eventId);
    const [asked] = await materialsOf(open.db, standing, { eventId: draft.eventId });
    expect(asked?.removalAsked).toMatchObject({ by: 'Ann', reason: 'A wrong number on page 3' });
    valueOf(await removeMaterial(draft.needs, organiser, of));
    expect((await whoSees()).organiser).toBe(0);
  });

  it('are changed against the version that was seen, and take files in other formats', async () => {
    await consent('yes');
    const { materialId } = valueOf(await attach(lead, { uploads: [await send(lead, 'talk.ogg', OGG)] }));
    const change = (version: number, more: { uploads?: Id[]; removeFiles?: Id[] }) =>
      changeMaterial(draft.needs, lead, {
        eventId: draft.eventId,
        materialId,
        version,
        title: 'Better',
        ...more,
      });
    valueOf(await change(1, { uploads: [await send(lead, 'talk.mp3', MP3)] }));
    expect(await code(change(1, {}))).toBe('stale');
    const [material] = (await archive(open.db, {})).materials;
    expect(material?.files.map((file) => file.type)).toEqual(['audio/ogg', 'audio/mpeg']);
    expect(await code(change(2, { uploads: [await send(lead, 'talk.pdf', PDF)] }))).toBe('invalid-input');
    expect(await code(change(2, { removeFiles: material!.files.map((file) => file.id) }))).toBe(
      'invalid-input',
    );
    valueOf(await change(2, { removeFiles: [material!.files[0]!.id] }));
    expect((await archive(open.db, {})).materials[0]).toMatchObject({ title: 'Better', version: 3 });
  });

  it('are sent by leads and organisers only, each their own', async () => {
    expect(await code(begin(visitor, 'a.pdf', 1))).toBe('sign-in-needed');
    expect(await code(begin(stranger, 'a.pdf', 1))).toBe('not-allowed');
    expect(await code(begin(participant, 'a.pdf', 1))).toBe('not-allowed');
    const upload = await send(lead, 'talk.pdf', PDF);
    expect(await code(attach(organiser, { uploads: [upload] }))).toBe('not-found');
    expect(await code(attach(lead, { uploads: [upload], sessionId: null }))).toBe('not-allowed');
    const coming = valueOf(await begin(lead, 'half.pdf', 100)).uploadId;
    expect(await code(attach(lead, { uploads: [coming] }))).toBe('invalid-input');
    expect(await code(attach(lead, {}))).toBe('invalid-input');
    expect(await code(attach(lead, { uploads: [upload], link: 'https://example.org' }))).toBe(
      'invalid-input',
    );
    expect(await code(attach(lead, { link: 'javascript:alert(1)' }))).toBe('invalid-input');
  });

  it('end where the quota does, reserved from the first byte and by two at once', async () => {
    expect(await code(begin(lead, 'huge.pdf', 2_000_000))).toBe('file-too-large');
    expect(await code(begin(lead, 'empty.pdf', 0))).toBe('invalid-input');
    const answers = await Promise.all(Array.from({ length: 8 }, () => code(begin(lead, 'a.pdf', 3_000))));
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(3);
    expect(answers.filter((answer) => answer === 'quota-reached')).toHaveLength(5);
  });

  it('that are recordings say how long they last, all others nothing', async () => {
    valueOf(await consent('yes'));
    const uploads = [
      await send(lead, 'talk.mp3', Buffer.from(mp3Silence(2))),
      await send(lead, 'talk.vtt', VTT),
    ];
    valueOf(await attach(lead, { uploads }));
    const [material] = (await archive(open.db, {})).materials;
    expect(material?.files.map(({ name, duration }) => [name, duration])).toEqual([
      ['talk.mp3', 2],
      ['talk.vtt', null],
    ]);
  });

  it('say when the same file is there already, and keep it once', async () => {
    valueOf(await attach(lead, { uploads: [await send(lead, 'talk.pdf', PDF)], title: 'First' }));
    const { uploadId } = valueOf(await begin(organiser, 'copy.pdf', PDF.length));
    writeFileSync(join(store.uploads, uploadId), PDF);
    const { duplicateOf } = await receiveFile(draft.needs, store, organiser, uploadId);
    expect(duplicateOf?.title).toBe('First');
    expect((await store.olderThan(new Date('2100-01-01'))).hashes).toHaveLength(1);
  });

  it('leave nothing of a file that was refused', async () => {
    const { uploadId } = valueOf(await begin(lead, 'talk.pdf', 30));
    writeFileSync(join(store.uploads, uploadId), '<html><script>alert(1)</script>');
    await expect(receiveFile(draft.needs, store, lead, uploadId)).rejects.toMatchObject({
      code: 'file-refused',
    });
    expect(readdirSync(store.uploads)).toEqual([]);
    expect(await open.db.selectFrom('uploads').selectAll().execute()).toEqual([]);
  });

  it('are swept when nothing refers to them, and never while something does', async () => {
    const uploads = [await send(lead, 'talk.pdf', PDF)];
    const { materialId } = valueOf(await attach(lead, { uploads }));
    await send(lead, 'lost.vtt', VTT);
    writeFileSync(join(store.uploads, newId()), 'a crash left this');
    const old = (path: string) => utimesSync(path, new Date('2025-01-01'), new Date('2025-01-01'));
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) old(join(folder, name));
    expect(await sweepFiles(draft.needs, store)).toEqual({ uploads: 0, files: 0 });
    expect(readdirSync(store.uploads)).toEqual([]);
    await open.db.updateTable('uploads').set({ began_at: '2025-01-01T00:00:00.000Z' }).execute();
    expect(await sweepFiles(draft.needs, store)).toEqual({ uploads: 1, files: 1 });
    valueOf(await removeMaterial(draft.needs, lead, { eventId: draft.eventId, materialId }));
    expect(await sweepFiles(draft.needs, store)).toEqual({ uploads: 0, files: 1 });
    expect((await store.olderThan(new Date('2100-01-01'))).hashes).toEqual([]);
  });

  it('are found by what is said in them, in the parts that a list of chapters names', async () => {
    valueOf(await consent('yes'));
    const said = Buffer.from('WEBVTT\n\n00:00.000 --> 00:02.000\nÜber die <i>Ränder</i>.\n');
    const parts = Buffer.from('WEBVTT\n\n00:00.000 --> 00:02.000\nQuestions\n');
    const uploads = [
      await send(lead, 'talk.ogg', OGG),
      await send(lead, 'talk.vtt', said),
      await send(lead, 'talk.chapters.vtt', parts),
    ];
    valueOf(await attach(lead, { uploads, title: 'Talk' }));
    const found = async (search: string) => (await archive(open.db, { search })).count;
    expect([await found('rander'), await found('questions'), await found('answers')]).toEqual([1, 1, 0]);
    const [material] = (await archive(open.db, {})).materials;
    expect(material?.files.map(({ name, chapters }) => [name, chapters])).toEqual([
      ['talk.ogg', []],
      ['talk.vtt', []],
      ['talk.chapters.vtt', [{ at: 0, words: 'Questions' }]],
    ]);
  });

  it('are found by word, kind, topic, person, year and event, in as many statements for three as for one', async () => {
    valueOf(await attach(lead, { link: 'https://example.org/1', title: 'Göttingen notes' }));
    const one = await countStatements(open.db, (db) => archive(db, {}));
    const talk = await addSession(open.db, draft.eventId, 'Something else');
    await addLead(open.db, talk, draft.bob, 'Bob');
    valueOf(
      await attach(organiser, {
        uploads: [await send(organiser, 'a.pdf', PDF)],
        title: '50%_off',
        sessionId: talk,
      }),
    );
    valueOf(
      await attach(organiser, { link: 'https://example.org/3', title: 'Of the event', sessionId: null }),
    );
    expect(await countStatements(open.db, (db) => archive(db, {}))).toBe(one);
    expect(one).toBe(4);
    const titles = async (filter: Parameters<typeof archive>[1]) =>
      (await archive(open.db, filter)).materials.map((material) => material.title);
    expect(await titles({})).toEqual(['Of the event', '50%_off', 'Göttingen notes']);
    expect(await titles({ search: 'GOTTINGEN' })).toEqual(['Göttingen notes']);
    expect(await titles({ search: 'Migration' })).toEqual(['Göttingen notes']);
    expect(await titles({ search: '%_' })).toEqual(['50%_off']);
    expect(await titles({ kind: 'slides' })).toEqual(['50%_off']);
    expect(await titles({ topic: 'memory' })).toEqual(['Göttingen notes']);
    expect(await titles({ person: 'Bob' })).toEqual(['50%_off']);
    expect(await titles({ year: '2026' })).toHaveLength(3);
    expect(await titles({ year: '2025' })).toEqual([]);
    expect(await titles({ eventSlug: 'elsewhere' })).toEqual([]);
    expect(await titles({ page: 2, perPage: 2 })).toEqual(['Göttingen notes']);
    expect(await archiveChoices(open.db)).toMatchObject({
      years: ['2026'],
      topics: ['memory'],
      people: ['Ann', 'Bob'],
    });
  });
});

describe('what a file is', () => {
  const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const refused = async (name: string, bytes: Buffer | string) => {
    const uploadId = newId();
    writeFileSync(join(store.uploads, uploadId), bytes);
    return store.keep(uploadId, name).then(
      (kept) => kept.type,
      (problem: { code: string }) => problem.code,
    );
  };

  it('is decided by its content, never by its name', async () => {
    const zip = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(200)]);
    const cases: [string, Buffer | string, string][] = [
      ['page.pdf', '<!doctype html><script>alert(1)</script>', 'file-refused'],
      ['page.txt', '  \n<HTML><body onload=alert(1)>', 'file-refused'],
      ['page.md', '<script>alert(1)</script>', 'file-refused'],
      ['picture.png', SVG, 'file-refused'],
      ['picture.svg', SVG, 'file-refused'],
      ['picture.txt', `<?xml version="1.0"?>${SVG}`, 'file-refused'],
      ['program.pdf', Buffer.from('\x7fELF\x02\x01\x01'.padEnd(200, '\0'), 'latin1'), 'file-refused'],
      ['bomb.odp', zip, 'file-refused'],
      ['noise.txt', Buffer.from([1, 2, 3, 0, 255]), 'file-refused'],
      ['page.html', PDF, 'file-misnamed'],
      ['talk.mp3', PDF, 'file-misnamed'],
      ['talk', PDF, 'file-misnamed'],
      ['TALK.PDF', PDF, 'application/pdf'],
      ['talk.opus', OGG, 'audio/ogg'],
      ['talk.mp3', MP3, 'audio/mpeg'],
      ['talk.vtt', VTT, 'text/vtt'],
      ['talk.txt', 'plain words, äöü', 'text/plain'],
    ];
    for (const [name, bytes, answer] of cases)
      expect([name, await refused(name, bytes)]).toEqual([name, answer]);
  });

  it('has a name that is safe to show, whatever was sent', () => {
    expect(cleanFileName('../../etc/passwd')).toBe('passwd');
    expect(cleanFileName('C:\\talks\\one.pdf')).toBe('one.pdf');
    expect(cleanFileName('evil\u202efdp.exe')).toBe('evil fdp.exe');
    expect(cleanFileName('a\r\nSet-Cookie: x=1.pdf')).toBe('a Set-Cookie x=1.pdf');
    expect(cleanFileName('...')).toBe('file');
    expect(cleanFileName('')).toBe('file');
    expect(cleanFileName(`${'x'.repeat(500)}.PDF`)).toBe(`${'x'.repeat(120)}.PDF`);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const clean = cleanFileName(name);
        expect(clean).toMatch(/^[^./\\\p{C}"][^/\\\p{C}"]*$/u);
        expect(cleanFileName(clean)).toBe(clean);
      }),
    );
  });
});
