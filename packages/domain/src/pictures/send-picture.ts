import { z } from 'zod';
import { lockRows } from '../database/lock-rows.ts';
import { defineAction } from '../kernel/action.ts';
import { wrongField } from '../kernel/errors.ts';
import { line, wholeNumber } from '../kernel/fields.ts';
import { newId, type Id } from '../kernel/ids.ts';
import {
  alternativeText,
  PICTURE_TYPES,
  pictureAddress,
  pictureMarkdown,
  requireAlternative,
} from './picture.ts';
import { requirePictureSender } from './picture-policy.ts';
import { bytesOfPictures } from './picture-queries.ts';

export interface NewPicture {
  readonly id: Id;
  readonly address: string;
  readonly markdown: string;
  readonly width: number;
  readonly height: number;
}

const MOST = Number.MAX_SAFE_INTEGER;

const file = {
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  type: z.enum(Object.keys(PICTURE_TYPES) as (keyof typeof PICTURE_TYPES)[]), // its own keys
  width: wholeNumber(1, 100_000),
  height: wholeNumber(1, 100_000),
  size: wholeNumber(1, MOST),
};

/**
 * Notes a picture that was looked at and is kept under its hash; only the server calls this. Sizes and limits are
 * bytes; the limits are the site's settings. Two people who send at once may pass the site's by one picture.
 */
export const sendPicture = defineAction({
  name: 'send-picture',
  input: z.strictObject({
    ...file,
    /** The version for lists. */
    small: z.strictObject(file).nullable().default(null),
    name: line(200),
    alt: alternativeText,
    decorative: z.boolean().default(false),
    personLimit: wholeNumber(1, MOST),
    siteLimit: wholeNumber(1, MOST),
  }),
  allow: ({ tx, actor }) => requirePictureSender(tx, actor),
  run: async ({ tx, actor, input, now, record }): Promise<NewPicture> => {
    const { sha256, type, width, height, small, name, alt, personLimit, siteLimit } = input;
    const size = input.size + (small?.size ?? 0);
    requireAlternative(input, 'alt');
    const personId = actor.kind === 'person' ? actor.personId : null;
    if (personId)
      await lockRows(tx, tx.selectFrom('people').select('id').where('id', '=', personId)).execute();
    const used = await bytesOfPictures(tx, personId);
    if (personId && used.person + size > personLimit) throw full('person-pictures', name, size, personLimit);
    if (used.site + size > siteLimit) throw full('site-pictures', name, size, siteLimit);
    const id = newId();
    const sent = { sent_at: now, sent_by: personId };
    await tx
      .insertInto('pictures')
      .values({
        ...{ id, sha256, type, width, height, size: input.size, alt },
        ...{ small_sha256: small?.sha256 ?? null, small_type: small?.type ?? null },
        ...{ small_width: small?.width ?? null, small_height: small?.height ?? null },
        ...{ small_size: small?.size ?? null, ...sent },
      })
      .execute();
    record({ kind: 'picture.sent', eventId: null, subjectId: id, audience: 'organisers' });
    const picture = { id, width, height, alt, small };
    return { id, width, height, address: pictureAddress(picture), markdown: pictureMarkdown(picture) };
  },
});

function full(code: 'person-pictures' | 'site-pictures', name: string, size: number, limit: number) {
  const [max, own] = [Math.round(limit / 1e6), Math.round(size / 1e5) / 10];
  const whose = code === 'person-pictures' ? 'Your pictures' : 'The pictures of this site';
  return wrongField(
    'picture',
    code,
    `${whose} may have ${max} MB together; "${name}" with its ${own} MB is too much. Try: remove some that no text needs.`,
    { name, size: own, max },
  );
}
