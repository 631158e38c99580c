import { valueOf, type Needs } from '../kernel/action.ts';
import { system } from '../kernel/actor.ts';
import { later, timestamp } from '../kernel/clock.ts';
import { dropUpload } from './drop-upload.ts';
import type { FileStore } from './file-store.ts';
import { forgottenUploads, isReferred, uploadsAmong } from './upload-queries.ts';

/** An upload may rest this long before it is given up: a weekend. */
const KEEP_UPLOADS = { days: -3 };
/** A file without a row may be one whose row is about to be written. */
const KEEP_RUBBISH = { days: -1 };

/**
 * Gives up uploads that nobody went on with, and removes files that nothing refers to: those of
 * crashes, and of materials that were removed.
 */
export async function sweepFiles(
  needs: Needs,
  store: FileStore,
): Promise<{ uploads: number; files: number }> {
  const now = timestamp(needs.clock.now());
  const forgotten = await forgottenUploads(needs.db, later(now, KEEP_UPLOADS));
  for (const uploadId of forgotten) valueOf(await dropUpload(needs, system('sweep files'), { uploadId }));
  const before = new Date(later(now, KEEP_RUBBISH));
  const rubbish = await store.olderThan(before);
  const wanted = await uploadsAmong(needs.db, [...rubbish.uploads]);
  for (const uploadId of [...forgotten, ...rubbish.uploads])
    if (!wanted.has(uploadId)) await store.drop(uploadId);
  let files = 0;
  for (const sha256 of rubbish.hashes) {
    if (await isReferred(needs.db, sha256)) continue;
    await store.remove(sha256, before);
    files += 1;
  }
  return { uploads: forgotten.length, files };
}
