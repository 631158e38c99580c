import { createHash, randomBytes } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import { newId } from '../kernel/ids.ts';
import { FileStore } from './file-store.ts';

// Whatever is written there fails as on a full disk, by the kernel itself.
const FULL = '/dev/full';
const LATER = new Date('2100-01-01');

function newStore(): FileStore {
  const folder = mkdtempSync(join(tmpdir(), 'plenary-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const store = new FileStore(folder);
  mkdirSync(store.uploads);
  return store;
}

function begun(store: FileStore) {
  const uploadId = newId();
  const path = join(store.uploads, uploadId);
  writeFileSync(path, '');
  return { uploadId, path };
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

it.skipIf(platform() !== 'linux')('says that the disk is full, and keeps nothing', async () => {
  const store = newStore();
  const uploadId = newId();
  symlinkSync(FULL, join(store.uploads, uploadId));
  await expect(store.take(uploadId, Buffer.from('%PDF-1.4\n'))).rejects.toMatchObject({ code: 'disk-full' });
  await store.drop(uploadId);
  expect(readdirSync(store.uploads)).toEqual([]);
  expect(await store.olderThan(LATER)).toEqual({ uploads: new Set(), hashes: [] });
});

it.skipIf(platform() !== 'linux')(
  'goes on with an upload that met a full disk, once there is room',
  async () => {
    const store = newStore();
    const { uploadId, path } = begun(store);
    const bytes = Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(3_000_000)]);
    expect(await store.grow(uploadId, 0, Readable.from([bytes.subarray(0, 500_000)]))).toBe(500_000);
    renameSync(path, `${path}.there`);
    symlinkSync(FULL, path);
    const rest = () => Readable.from([bytes.subarray(500_000)]);
    await expect(store.grow(uploadId, 500_000, rest())).rejects.toMatchObject({ code: 'disk-full' });
    expect((await store.olderThan(LATER)).hashes).toEqual([]);
    renameSync(`${path}.there`, path);
    expect(await store.grow(uploadId, 500_000, rest())).toBe(bytes.length);
    const kept = await store.keep(uploadId, 'talk.pdf');
    expect([kept.sha256, kept.size]).toEqual([hashOf(bytes), bytes.length]);
    expect(readFileSync(store.pathOf(kept.sha256)).equals(bytes)).toBe(true);
  },
);

it('hashes what is in the file, however it came there', async () => {
  const bytes = Buffer.from(`# ${'Minutes of a long day. '.repeat(100_000)}`);
  const half = Math.floor(bytes.length / 2);
  const ways: readonly ((store: FileStore, uploadId: string, path: string) => Promise<unknown>)[] = [
    async (store, id) => store.grow(id, 0, Readable.from([bytes])),
    async (store, id) => {
      await store.grow(id, 0, Readable.from([bytes.subarray(0, half)]));
      await store.grow(id, half, Readable.from([bytes.subarray(half)]));
    },
    // Another process wrote the middle; and one wrote the beginning, before this one was started.
    async (store, id, path) => {
      await store.grow(id, 0, Readable.from([bytes.subarray(0, 1000)]));
      writeFileSync(path, bytes.subarray(0, half));
      await store.grow(id, half, Readable.from([bytes.subarray(half)]));
    },
    async (store, id, path) => {
      writeFileSync(path, bytes.subarray(0, half));
      await store.grow(id, half, Readable.from([bytes.subarray(half)]));
    },
    // It was begun anew.
    async (store, id) => {
      await store.grow(id, 0, Readable.from([Buffer.from('something else')]));
      await store.grow(id, 0, Readable.from([bytes]));
    },
  ];
  for (const way of ways) {
    const store = newStore();
    const { uploadId, path } = begun(store);
    await way(store, uploadId, path);
    expect((await store.keep(uploadId, 'day.md')).sha256).toBe(hashOf(bytes));
  }
});

it('keeps what came of a piece that broke off', async () => {
  const store = newStore();
  const { uploadId, path } = begun(store);
  async function* broken() {
    yield Buffer.alloc(1_500_000, 'a');
    yield Buffer.alloc(10, 'b');
    throw new Error('the connection is gone');
  }
  await expect(store.grow(uploadId, 0, broken())).rejects.toThrow('the connection is gone');
  expect(readFileSync(path).length).toBe(1_500_010);
});
