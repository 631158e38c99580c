import type { Transaction } from '../database/db.ts';
import type { Actor } from '../kernel/actor.ts';
import { wrongField } from '../kernel/errors.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { ownUpload } from './upload-queries.ts';

interface FinishedFile {
  readonly uploadId: Id;
  readonly sha256: string;
  readonly type: string;
  readonly name: string;
  readonly size: number;
}

/** The actor's uploads to this event, in the order given. Refused when one of them is not whole. */
export async function finishedUploads(
  tx: Transaction,
  actor: Actor,
  eventId: Id,
  ids: readonly Id[],
): Promise<FinishedFile[]> {
  const files: FinishedFile[] = [];
  for (const uploadId of new Set(ids)) {
    const { name, sha256, type, size, event_id } = await ownUpload(tx, actor, uploadId);
    if (sha256 === null || type === null || event_id !== eventId)
      throw wrongField(
        'uploads',
        'not-whole',
        `"${name}" has not arrived yet. Try: wait until it is whole, or leave it out.`,
        { name },
      );
    files.push({ uploadId, sha256, type, name, size: Number(size) });
  }
  return files;
}

/** Makes uploads the files of a material. */
export async function attachUploads(
  tx: Transaction,
  materialId: Id,
  files: readonly FinishedFile[],
  behind: number,
): Promise<void> {
  if (files.length === 0) return;
  await tx
    .insertInto('material_files')
    .values(
      files.map(({ sha256, type, name, size }, index) => ({
        ...{ id: newId(), material_id: materialId, sha256, type, name, size, position: behind + index },
      })),
    )
    .execute();
  await tx
    .deleteFrom('uploads')
    .where(
      'id',
      'in',
      files.map((file) => file.uploadId),
    )
    .execute();
}
