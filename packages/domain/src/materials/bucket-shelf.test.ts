import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf } from '../kernel/action.ts';
import { newId } from '../kernel/ids.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { startS3, type S3Server } from '../testing/s3-server.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { attachMaterial } from './attach-material.ts';
import { beginUpload } from './begin-upload.ts';
import { BucketShelf } from './bucket-shelf.ts';
import { FileStore } from './file-store.ts';
import { receiveFile } from './receive-file.ts';
import { removeMaterial } from './remove-material.ts';
import { sweepFiles } from './sweep-files.ts';

const PART = 1000;
const YEARS_AGO = new Date('2020-01-01');

let s3: S3Server;
let folder: string;
beforeEach(async () => {
  s3 = await startS3();
  folder = mkdtempSync(join(tmpdir(), 'plenary-bucket-'));
  mkdirSync(join(folder, 'uploads'));
});
afterEach(async () => {
  await s3.stop();
  rmSync(folder, { recursive: true });
});

function fileOf(bytes: Buffer) {
  const path = join(folder, 'whole');
  writeFileSync(path, bytes);
  return { path, file: { sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length } };
}

describe('a bucket', () => {
  it.each([1, PART - 1, PART, PART + 1, 3 * PART + 7])('keeps and gives back %i bytes', async (size) => {
    const shelf = new BucketShelf(s3.bucket, PART);
    const bytes = randomBytes(size);
    const { path, file } = fileOf(bytes);
    await shelf.put(path, file);
    expect([...s3.objects].map(([key, object]) => [key, object.bytes])).toEqual([
      [`files/${file.sha256}`, bytes],
    ]);
    expect(s3.parts.size).toBe(0);
    const middle = await new Response(await shelf.read(file.sha256, Math.floor(size / 2), size - 1)).bytes();
    expect(Buffer.from(middle)).toEqual(bytes.subarray(Math.floor(size / 2)));
    expect(await shelf.problem()).toBeNull();
  });

  it('has nothing of a file whose parts did not all arrive', async () => {
    const shelf = new BucketShelf(s3.bucket, PART);
    const { path, file } = fileOf(randomBytes(5 * PART));
    for (const failing of [1, 2, 4, 7]) {
      s3.failFrom(failing, 403);
      await expect(shelf.put(path, file)).rejects.toMatchObject({ code: 'store-unavailable' });
      s3.failFrom(Infinity, 0);
      expect(s3.objects.size).toBe(0);
    }
    await shelf.put(path, file);
    expect(s3.objects.size).toBe(1);
  });

  it('says why it cannot be used: a wrong key, a wrong name, nobody there', async () => {
    const { endpoint } = s3.bucket;
    const problem = (change: object) => new BucketShelf({ ...s3.bucket, ...change }).problem();
    expect(await problem({ secret: 'another' })).toBe('403 SignatureDoesNotMatch No & no.');
    expect(await problem({ keyId: 'another' })).toBe('403 SignatureDoesNotMatch No & no.');
    expect(await problem({ bucket: 'another' })).toBe('404 NoSuchBucket No & no.');
    await s3.stop();
    expect(await problem({ endpoint })).toContain('ECONNREFUSED');
    s3 = await startS3();
  });

  it('lists and removes what is old, and keeps what has come again', async () => {
    const shelf = new BucketShelf(s3.bucket, PART);
    const hashes: string[] = [];
    for (let count = 0; count < 5; count++) {
      const { path, file } = fileOf(randomBytes(10));
      await shelf.put(path, file);
      hashes.push(file.sha256);
    }
    for (const object of s3.objects.values()) object.at = YEARS_AGO;
    s3.objects.set('files/no-hash', { bytes: Buffer.alloc(1), at: YEARS_AGO });
    const before = new Date('2021-01-01');
    expect((await shelf.olderThan(before)).toSorted()).toEqual(hashes.toSorted());
    expect(await shelf.olderThan(YEARS_AGO)).toEqual([]);
    const [first = '', second = ''] = hashes;
    s3.objects.get(`files/${second}`)!.at = new Date();
    await shelf.remove(first, before);
    await shelf.remove(second, before);
    expect([s3.objects.has(`files/${first}`), s3.objects.has(`files/${second}`)]).toEqual([false, true]);
  });
});

onBothEngines('materials in a bucket', (fresh) => {
  let open: OpenDatabase;
  let draft: SmallDraft;
  let store: FileStore;
  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
    store = new FileStore(folder, new BucketShelf(s3.bucket));
  });
  afterEach(() => open.close());

  async function sent(bytes: string) {
    const limits = { fileLimit: 1_000_000, eventLimit: 10_000 };
    const begun = {
      eventId: draft.eventId,
      uploadId: newId(),
      name: 'talk.md',
      size: bytes.length,
      ...limits,
    };
    const { uploadId } = valueOf(await beginUpload(draft.needs, draft.organiser, begun));
    await store.take(uploadId, Buffer.from(bytes));
    return uploadId;
  }

  it('are kept there before a row speaks of them, given from there, and swept there', async () => {
    const uploadId = await sent('# Talk\n');
    await receiveFile(draft.needs, store, draft.organiser, uploadId);
    const { sha256 } = await open.db.selectFrom('uploads').select('sha256').executeTakeFirstOrThrow();
    expect([...s3.objects.keys()]).toEqual([`files/${sha256}`]);
    expect([readdirSync(store.uploads), readdirSync(folder)]).toEqual([[], ['uploads']]);
    expect(await text(await store.read(sha256 ?? '', 2, 5))).toBe('Talk');

    const of = { eventId: draft.eventId, sessionId: null, title: 'Talk', link: '', uploads: [uploadId] };
    const { materialId } = valueOf(await attachMaterial(draft.needs, draft.organiser, of));
    for (const object of s3.objects.values()) object.at = YEARS_AGO;
    expect(await sweepFiles(draft.needs, store)).toEqual({ uploads: 0, files: 0 });
    valueOf(await removeMaterial(draft.needs, draft.organiser, { eventId: draft.eventId, materialId }));
    expect(await sweepFiles(draft.needs, store)).toEqual({ uploads: 0, files: 1 });
    expect(s3.objects.size).toBe(0);
  });

  it('wait where they are while the bucket is away, and are kept once it is back', async () => {
    const uploadId = await sent('# Talk\n');
    s3.failFrom(1, 0);
    const receive = () => receiveFile(draft.needs, store, draft.organiser, uploadId);
    await expect(receive()).rejects.toMatchObject({ code: 'store-unavailable' });
    const row = await open.db.selectFrom('uploads').select('sha256').executeTakeFirstOrThrow();
    expect([row.sha256, readdirSync(store.uploads)]).toEqual([null, [uploadId]]);
    s3.failFrom(Infinity, 0);
    expect((await receive()).duplicateOf).toBeNull();
    expect([s3.objects.size, readdirSync(store.uploads)]).toEqual([1, []]);
  });
});
