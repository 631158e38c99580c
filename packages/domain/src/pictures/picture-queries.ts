import type { Db } from '../database/db.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import {
  measured,
  pictureAddress,
  pictureMarkdown,
  shownPicture,
  smallAddress,
  type PictureType,
  type ShownPicture,
} from './picture.ts';

export interface KeptPicture {
  readonly id: Id;
  readonly sha256: string;
  readonly type: PictureType;
  /** Bytes. */
  readonly size: number;
}

/** A picture in a list of its sender or of the site's owner. */
export interface SentPicture extends ShownPicture {
  readonly id: Id;
  readonly alt: string;
  /** What stands in a text for it. */
  readonly markdown: string;
  /** Bytes, with its small version. */
  readonly size: number;
  readonly sentAt: Timestamp;
  readonly sentBy: string | null;
}

/**
 * What an address names: a picture, `<id>-<width>x<height>` and the measures of its small version if it has one, or that
 * version by its own measures. Undefined when there is none, or none like that.
 */
export async function findPicture(db: Db, name: string): Promise<KeptPicture | undefined> {
  const row = await db
    .selectFrom('pictures')
    .select(['id', 'sha256', 'type', 'size', 'width', 'height'])
    .select(['small_sha256', 'small_type', 'small_size', 'small_width', 'small_height'])
    .where('id', '=', name.split('-')[0] ?? '')
    .executeTakeFirst();
  if (!row) return undefined;
  const [id, picture, asked] = [row.id, measured(row), `/pictures/${name}`];
  if (pictureAddress(picture) === asked)
    return { id, sha256: row.sha256, type: row.type, size: Number(row.size) };
  const { small_sha256: sha256, small_type: type, small_size: size } = row;
  if (smallAddress(picture) !== asked || sha256 === null || type === null) return undefined;
  return { id, sha256, type, size: Number(size) };
}

/** What somebody has sent, or everybody has, the newest first. Two statements. */
export async function sentPictures(
  db: Db,
  {
    personId,
    page = 1,
    perPage = 24,
  }: { readonly personId?: Id; readonly page?: number; readonly perPage?: number },
): Promise<{ pictures: SentPicture[]; count: number }> {
  let wanted = db.selectFrom('pictures').leftJoin('people', 'people.id', 'sent_by');
  if (personId) wanted = wanted.where('sent_by', '=', personId);
  const { count } = await wanted
    .select((p) => p.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await wanted
    .select(['pictures.id', 'width', 'height', 'size', 'alt', 'sent_at', 'people.name'])
    .select(['small_width', 'small_height', 'small_size'])
    .orderBy('pictures.id', 'desc')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute();
  return {
    count: Number(count),
    pictures: rows.map((row) => ({
      ...{ id: row.id, alt: row.alt, ...shownPicture(row) },
      markdown: pictureMarkdown({ ...measured(row), alt: row.alt }),
      size: Number(row.size) + Number(row.small_size ?? 0),
      ...{ sentAt: row.sent_at, sentBy: row.name },
    })),
  };
}

/** Bytes of somebody's pictures with their small versions, and of all. One statement. */
export async function bytesOfPictures(
  db: Db,
  personId: Id | null,
): Promise<{ readonly person: number; readonly site: number }> {
  const { person, site } = await db
    .selectFrom('pictures')
    .select((p) => {
      const bytes = p('size', '+', p.fn.coalesce('small_size', p.lit(0)));
      return [
        p.fn.sum<number | string | null>(bytes).as('site'),
        p.fn.sum<number | string | null>(bytes).filterWhere('sent_by', '=', personId).as('person'),
      ];
    })
    .executeTakeFirstOrThrow();
  return { person: Number(person ?? 0), site: Number(site ?? 0) };
}
