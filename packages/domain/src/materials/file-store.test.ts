import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { newId } from '../kernel/ids.ts';
import { FileStore } from './file-store.ts';

// Whatever is written there fails as on a full disk, by the kernel itself.
const FULL = '/dev/full';

it.skipIf(platform() !== 'linux')('says that the disk is full, and keeps nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plenary-full-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const store = new FileStore(folder);
  mkdirSync(store.uploads);
  const uploadId = newId();
  symlinkSync(FULL, join(store.uploads, uploadId));
  await expect(store.take(uploadId, Buffer.from('%PDF-1.4\n'))).rejects.toMatchObject({ code: 'disk-full' });
  await store.drop(uploadId);
  expect(readdirSync(store.uploads)).toEqual([]);
  expect(await store.olderThan(new Date('2100-01-01'))).toEqual({ uploads: new Set(), hashes: [] });
});
