import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError } from '../kernel/errors.ts';
import { id, wholeNumber } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { cleanFileName } from './clean-file-name.ts';
import { requireSender } from './material-policy.ts';
import { bytesOfEvent } from './stored-bytes.ts';

const MOST = Number.MAX_SAFE_INTEGER;

/**
 * Reserves room for a file in the event's quota, before its first byte comes. Sizes and limits are
 * bytes; the limits are the site's settings.
 */
export const beginUpload = defineAction({
  name: 'begin-upload',
  input: z.strictObject({
    eventId: id,
    uploadId: id,
    name: z.string().min(1).max(1000),
    size: wholeNumber(1, MOST),
    fileLimit: wholeNumber(1, MOST),
    eventLimit: wholeNumber(1, MOST),
  }),
  allow: async ({ tx, actor, input }) => {
    await requireSender(tx, actor, input.eventId);
  },
  run: async ({ tx, actor, input, now, record }): Promise<{ uploadId: Id; name: string }> => {
    const { eventId, uploadId, size, fileLimit, eventLimit } = input;
    const name = cleanFileName(input.name);
    if (size > fileLimit)
      throw new DomainError(
        'file-too-large',
        `"${name}" has ${megabytes(size)} MB; a file may have ${megabytes(fileLimit)} MB here. Try: a smaller one, or a link.`,
        { params: { name, size: megabytes(size), max: megabytes(fileLimit) } },
      );
    await takeTurn(tx, eventId);
    const left = Math.max(0, eventLimit - (await bytesOfEvent(tx, eventId)));
    if (size > left)
      throw new DomainError(
        'quota-reached',
        `"${name}" has ${megabytes(size)} MB; ${megabytes(left)} MB are left for this event. Try: remove what is not needed, or attach a link.`,
        { params: { name, size: megabytes(size), left: megabytes(left) } },
      );
    const personId = actor.kind === 'person' ? actor.personId : null;
    await tx
      .insertInto('uploads')
      .values({
        id: uploadId,
        event_id: eventId,
        person_id: personId,
        name,
        size,
        began_at: now,
        sha256: null,
        type: null,
      })
      .execute();
    record({ kind: 'upload.begun', eventId, subjectId: uploadId, audience: 'organisers' });
    return { uploadId, name };
  },
});

function megabytes(bytes: number): number {
  return Math.round((bytes / 1_000_000) * 10) / 10;
}
