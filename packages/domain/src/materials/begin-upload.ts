import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { defineAction, type Work } from '../kernel/action.ts';
import { DomainError } from '../kernel/errors.ts';
import { id, wholeNumber } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { cleanFileName } from './clean-file-name.ts';
import { requireSender } from './material-policy.ts';
import { bytesOfEvent } from './stored-bytes.ts';

const MOST = Number.MAX_SAFE_INTEGER;

/** What every upload says of itself, wherever it goes. */
export const uploadFields = {
  uploadId: id,
  name: z.string().min(1).max(1000),
  size: wholeNumber(1, MOST),
  fileLimit: wholeNumber(1, MOST),
};

/**
 * Reserves room for a file in the event's quota, before its first byte comes. Sizes and limits are
 * bytes; the limits are the site's settings.
 */
export const beginUpload = defineAction({
  name: 'begin-upload',
  input: z.strictObject({
    eventId: id,
    ...uploadFields,
    eventLimit: wholeNumber(1, MOST),
  }),
  allow: async ({ tx, actor, input }) => {
    await requireSender(tx, actor, input.eventId);
  },
  run: async (work): Promise<{ uploadId: Id; name: string }> => {
    const { eventId, eventLimit } = work.input;
    await takeTurn(work.tx, eventId);
    const used = await bytesOfEvent(work.tx, eventId);
    return reserveUpload(work, { event_id: eventId }, eventLimit - used);
  },
});

interface Announced {
  readonly uploadId: Id;
  readonly name: string;
  readonly size: number;
  readonly fileLimit: number;
}

/** Reserves a file's bytes in what its event or course has `free`. The caller made sure that nobody else does meanwhile. */
export async function reserveUpload(
  { tx, actor, now, input, record }: Pick<Work<Announced>, 'tx' | 'actor' | 'now' | 'input' | 'record'>,
  place: { readonly event_id: Id } | { readonly course_id: Id },
  free: number,
): Promise<{ uploadId: Id; name: string }> {
  const { uploadId, size, fileLimit } = input;
  const name = cleanFileName(input.name);
  if (size > fileLimit)
    throw new DomainError(
      'file-too-large',
      `"${name}" has ${megabytes(size)} MB; a file may have ${megabytes(fileLimit)} MB here. Try: a smaller one, or a link.`,
      { params: { name, size: megabytes(size), max: megabytes(fileLimit) } },
    );
  const left = Math.max(0, free);
  if (size > left)
    throw new DomainError(
      'quota-reached',
      `"${name}" has ${megabytes(size)} MB; ${megabytes(left)} MB are left here. Try: remove what is not needed, or attach a link.`,
      { params: { name, size: megabytes(size), left: megabytes(left) } },
    );
  const person_id = actor.kind === 'person' ? actor.personId : null;
  await tx
    .insertInto('uploads')
    .values({ id: uploadId, ...place, person_id, name, size, began_at: now, sha256: null, type: null })
    .execute();
  const eventId = 'event_id' in place ? place.event_id : null;
  record({ kind: 'upload.begun', eventId, subjectId: uploadId, audience: 'organisers' });
  return { uploadId, name };
}

function megabytes(bytes: number): number {
  return Math.round((bytes / 1_000_000) * 10) / 10;
}
