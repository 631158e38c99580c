import { wrongField } from '../kernel/errors.ts';
import { DamagedPicture } from './damaged-picture.ts';
import { LARGEST_PICTURE, MOST_PIXELS, type PictureType } from './picture.ts';
import { readAvif } from './read-avif.ts';
import { readGif } from './read-gif.ts';
import { readJpeg } from './read-jpeg.ts';
import { readPng } from './read-png.ts';
import { readWebp } from './read-webp.ts';

/** What is kept of a picture, and its measures in pixels as it is seen. */
export interface CleanPicture {
  readonly width: number;
  readonly height: number;
  readonly bytes: Buffer;
  /** It is an animation. */
  readonly moves: boolean;
}

const READERS: Readonly<Record<PictureType, (file: Buffer) => CleanPicture>> = {
  'image/jpeg': readJpeg,
  'image/png': readPng,
  'image/gif': readGif,
  'image/webp': readWebp,
  'image/avif': readAvif,
};

/**
 * Looks what a file is by its content, measures it from its headers, without unpacking it, and cuts out what
 * does not show. Throws a DomainError about the field `picture`.
 */
export function readPicture(bytes: Uint8Array): CleanPicture & { readonly type: PictureType } {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length > LARGEST_PICTURE) {
    const [size, max] = [file.length, LARGEST_PICTURE].map((one) => Math.round(one / 100_000) / 10);
    throw wrongField(
      'picture',
      'too-many-bytes',
      `The picture has ${size} MB; it may have ${max} MB. Try: a smaller one.`,
      { size: size ?? 0, max: max ?? 0 },
    );
  }
  const type = typeOf(file);
  if (!type)
    throw wrongField('picture', 'not-a-picture', 'By its content this is no JPEG, PNG, WebP, GIF or AVIF.');
  const picture = { type, ...whole(() => READERS[type](file)) };
  const { width, height } = picture;
  if (width * height > MOST_PIXELS)
    throw wrongField(
      'picture',
      'too-many-pixels',
      `The picture is ${width} by ${height}, more than ${MOST_PIXELS / 1e6} million pixels. Try: a smaller one.`,
      { width, height, max: MOST_PIXELS / 1e6 },
    );
  if (width === 0 || height === 0) throw damaged();
  return picture;
}

function typeOf(file: Buffer): PictureType | undefined {
  const at = (from: number, to: number) => file.toString('latin1', from, to);
  if (at(0, 3) === '\xff\xd8\xff') return 'image/jpeg';
  if (at(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (/^GIF8[79]a$/.test(at(0, 6))) return 'image/gif';
  if (at(0, 4) === 'RIFF' && at(8, 12) === 'WEBP') return 'image/webp';
  return /^ftypavi[fs]$/.test(at(4, 12)) ? 'image/avif' : undefined;
}

/** What reads behind a file's end has met one that breaks off. */
function whole<T>(read: () => T): T {
  try {
    return read();
  } catch (problem) {
    if (problem instanceof DamagedPicture || problem instanceof RangeError) throw damaged();
    throw problem;
  }
}

function damaged() {
  return wrongField('picture', 'damaged-picture', 'The picture is damaged or breaks off. Try: save it anew.');
}
