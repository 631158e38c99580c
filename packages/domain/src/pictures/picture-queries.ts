import type { Db } from '../database/db.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { pictureAddress, pictureMarkdown, type PictureType, type ShownPicture } from './picture.ts';

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
  readonly size: number;
  readonly sentAt: Timestamp;
  readonly sentBy: string | null;
}

/** The picture that an address names, `<id>-<width>x<height>`; undefined when there is none, or none like that. */
export async function findPicture(db: Db, name: string): Promise<KeptPicture | undefined> {
  const row = await db
    .selectFrom('pictures')
    .select(['id', 'sha256', 'type', 'size', 'width', 'height'])
    .where('id', '=', name.split('-')[0] ?? '')
    .executeTakeFirst();
  if (!row || pictureAddress(row) !== `/pictures/${name}`) return undefined;
  return { id: row.id, sha256: row.sha256, type: row.type, size: Number(row.size) };
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
    .orderBy('pictures.id', 'desc')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute();
  return {
    count: Number(count),
    pictures: rows.map((row) => ({
      ...{ id: row.id, width: row.width, height: row.height, alt: row.alt },
      ...{ address: pictureAddress(row), markdown: pictureMarkdown(row) },
      ...{ size: Number(row.size), sentAt: row.sent_at, sentBy: row.name },
    })),
  };
}

/** Bytes of somebody's pictures, and of all. One statement. */
export async function bytesOfPictures(
  db: Db,
  personId: Id | null,
): Promise<{ readonly person: number; readonly site: number }> {
  const { person, site } = await db
    .selectFrom('pictures')
    .select((p) => [
      p.fn.sum<number | string | null>('size').as('site'),
      p.fn.sum<number | string | null>('size').filterWhere('sent_by', '=', personId).as('person'),
    ])
    .executeTakeFirstOrThrow();
  return { person: Number(person ?? 0), site: Number(site ?? 0) };
}
