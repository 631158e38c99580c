import type { Generated } from 'kysely';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import type { PictureType } from './picture.ts';

export interface PictureTables {
  /** Pictures of texts; of no event. The bytes are in the data folder, under their SHA-256. */
  pictures: {
    /** Nobody may guess it: who has it sees the picture. */
    id: Id;
    sha256: string;
    type: PictureType;
    /** Pixels, as it is seen. */
    width: number;
    height: number;
    /** Bytes. */
    size: number;
    /** What it shows, as its sender said; empty: only decoration. */
    alt: string;
    /** The version for lists; null: there is none. All five together. */
    small_sha256: Generated<string | null>;
    small_type: Generated<PictureType | null>;
    small_width: Generated<number | null>;
    small_height: Generated<number | null>;
    small_size: Generated<number | null>;
    sent_at: Timestamp;
    /** null: the product, or somebody who is gone. */
    sent_by: Id | null;
  };
}
