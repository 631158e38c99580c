import { valueOf, type Needs } from '../kernel/action.ts';
import type { Actor } from '../kernel/actor.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { dropUpload } from './drop-upload.ts';
import type { FileStore } from './file-store.ts';
import { finishUpload, type FinishedUpload } from './finish-upload.ts';
import { ownUpload } from './upload-queries.ts';

/**
 * Takes an upload whose bytes are all here: looks what it is, keeps it, and notes that. A file that is
 * refused leaves nothing behind; one that the store cannot take just now waits for another try. Done once already, it is not done again. Throws a DomainError.
 */
export async function receiveFile(
  needs: Needs,
  store: FileStore,
  actor: Actor,
  uploadId: Id,
): Promise<FinishedUpload> {
  const { name, sha256 } = await ownUpload(needs.db, actor, uploadId);
  if (sha256 !== null) return { uploadId, name, duplicateOf: null };
  try {
    return valueOf(await finishUpload(needs, actor, { uploadId, ...(await store.keep(uploadId, name)) }));
  } catch (problem) {
    if (problem instanceof DomainError && problem.code !== 'store-unavailable') {
      await dropUpload(needs, actor, { uploadId });
      await store.drop(uploadId);
    }
    throw problem;
  }
}
