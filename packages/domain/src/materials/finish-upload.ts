import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id, line, wholeNumber } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { ownUpload } from './upload-queries.ts';

/** An upload that is whole; where the same file is attached in this event already, it says so. */
export interface FinishedUpload {
  readonly uploadId: Id;
  readonly name: string;
  readonly duplicateOf: { readonly title: string; readonly materialId: Id } | null;
}

/** Notes that an upload is whole and kept under its hash. Only the server calls this, after it has looked. */
export const finishUpload = defineAction({
  name: 'finish-upload',
  input: z.strictObject({
    uploadId: id,
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    type: line(100),
    size: wholeNumber(1, Number.MAX_SAFE_INTEGER),
    cues: z.array(z.strictObject({ at: z.number().min(0), words: z.string() })).default([]),
    duration: wholeNumber(1, Number.MAX_SAFE_INTEGER).nullable().default(null),
  }),
  allow: async ({ tx, actor, input }) => {
    await ownUpload(tx, actor, input.uploadId);
  },
  run: async ({ tx, actor, input, record }): Promise<FinishedUpload> => {
    const { uploadId, sha256, type, size, duration: duration_seconds } = input;
    const cues = JSON.stringify(input.cues);
    const upload = await ownUpload(tx, actor, uploadId);
    await tx
      .updateTable('uploads')
      .set({ sha256, type, size, cues, duration_seconds })
      .where('id', '=', uploadId)
      .execute();
    const same = await tx
      .selectFrom('material_files')
      .innerJoin('materials', 'materials.id', 'material_id')
      .select(['materials.id as materialId', 'title'])
      .where('sha256', '=', sha256)
      .where('event_id', '=', upload.event_id)
      .orderBy('materials.id')
      .executeTakeFirst();
    record({
      kind: 'upload.finished',
      eventId: upload.event_id,
      subjectId: uploadId,
      audience: 'organisers',
    });
    return { uploadId, name: upload.name, duplicateOf: same ?? null };
  },
});
