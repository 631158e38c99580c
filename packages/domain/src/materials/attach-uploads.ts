import type { Transaction } from '../database/db.ts';
import type { Actor } from '../kernel/actor.ts';
import { wrongField } from '../kernel/errors.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { foldedText } from '../text/fold.ts';
import { ownUpload } from './upload-queries.ts';
import { listsChapters, type Cue } from './webvtt.ts';

const MOST_CHAPTERS = 200;

interface FinishedFile {
  readonly uploadId: Id;
  readonly sha256: string;
  readonly type: string;
  readonly name: string;
  readonly size: number;
  readonly cues: readonly Cue[];
  readonly duration: number | null;
}

/** The actor's uploads to this event or course, in the order given. Refused when one of them is not whole. */
export async function finishedUploads(
  tx: Transaction,
  actor: Actor,
  placeId: Id,
  ids: readonly Id[],
): Promise<FinishedFile[]> {
  const files: FinishedFile[] = [];
  for (const uploadId of new Set(ids)) {
    const upload = await ownUpload(tx, actor, uploadId);
    const { name, sha256, type, size, cues, event_id, course_id, duration_seconds: duration } = upload;
    if (sha256 === null || type === null || (event_id ?? course_id) !== placeId)
      throw wrongField(
        'uploads',
        'not-whole',
        `"${name}" has not arrived yet. Try: wait until it is whole, or leave it out.`,
        { name },
      );
    const read = JSON.parse(cues) as Cue[]; // written by finish-upload
    files.push({ uploadId, sha256, type, name, size: Number(size), cues: read, duration });
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
      files.map(({ sha256, type, name, size, cues, duration: duration_seconds }, index) => ({
        ...{ id: newId(), material_id: materialId, sha256, type, name, size, position: behind + index },
        duration_seconds,
        search_text: foldedText(cues.map(({ words }) => words).join(' ')),
        chapters: JSON.stringify(listsChapters(name) ? cues.slice(0, MOST_CHAPTERS) : []),
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
