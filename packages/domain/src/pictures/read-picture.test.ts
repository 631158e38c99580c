import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../kernel/errors.ts';
import {
  SECRET,
  smallAvif,
  smallGif,
  smallJpeg,
  smallPng,
  smallWebp,
  withChunk,
} from '../testing/small-pictures.ts';
import { LARGEST_PICTURE } from './picture.ts';
import { readPicture } from './read-picture.ts';

/** The measures, or the field's complaint. */
function read(bytes: Uint8Array): unknown {
  try {
    const { type, width, height } = readPicture(bytes);
    return [type, width, height];
  } catch (problem) {
    if (problem instanceof DomainError) return problem.fields.map(({ path, code }) => `${path} ${code}`)[0];
    throw problem;
  }
}

const ALL = {
  jpeg: smallJpeg(640, 480),
  png: smallPng(64, 48),
  gif: smallGif(640, 480),
  webp: smallWebp(640, 480),
  avif: smallAvif(640, 480),
};

describe('readPicture', () => {
  it('tells the type by the content and measures without unpacking', () => {
    expect(Object.values(ALL).map(read)).toEqual([
      ['image/jpeg', 640, 480],
      ['image/png', 64, 48],
      ['image/gif', 640, 480],
      ['image/webp', 640, 480],
      ['image/avif', 640, 480],
    ]);
  });

  it.each(Object.entries(ALL))(
    'keeps of a %s nothing that does not show, and reads it again',
    (name, bytes) => {
      const { bytes: clean, ...measures } = readPicture(bytes);
      if (name !== 'avif') expect(bytes.includes(SECRET)).toBe(true);
      expect(clean.includes(SECRET)).toBe(false);
      const again = readPicture(clean);
      expect({ ...again, bytes: again.bytes.toString('hex') }).toEqual({
        ...measures,
        bytes: clean.toString('hex'),
      });
    },
  );

  it.each([true, false])('keeps which way up a photo is (little endian: %s)', (little) => {
    expect(read(smallJpeg(640, 480, 3, little))).toEqual(['image/jpeg', 640, 480]);
    const turned = readPicture(smallJpeg(640, 480, 6, little));
    expect([turned.width, turned.height]).toEqual([480, 640]);
    expect(read(turned.bytes)).toEqual(['image/jpeg', 480, 640]);
    expect(turned.bytes.includes('Exif')).toBe(true);
    expect(readPicture(smallJpeg(640, 480, 77, little)).bytes.includes('Exif')).toBe(false);
    expect(read(smallAvif(640, 480, 'av01', 1))).toEqual(['image/avif', 480, 640]);
  });

  it('refuses what is no picture, whatever it is called', () => {
    const texts = [
      '<!doctype html><script>alert(1)</script>',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      '',
    ];
    for (const text of texts) expect(read(Buffer.from(text))).toBe('picture not-a-picture');
    expect(read(Buffer.from('PK\x03\x04'))).toBe('picture not-a-picture');
    expect(read(Buffer.from('GIF89a<script>alert(1)</script>'))).toBe('picture damaged-picture');
  });

  it('refuses pictures that would fill a memory, by what they say of themselves', () => {
    expect(read(smallPng(60_000, 60_000, true))).toBe('picture too-many-pixels');
    expect(read(smallJpeg(60_000, 60_000))).toBe('picture too-many-pixels');
    expect(read(smallGif(60_000, 60_000))).toBe('picture too-many-pixels');
    expect(read(smallWebp(16_384, 16_384))).toBe('picture too-many-pixels');
    expect(read(smallAvif(4_000_000_000, 4_000_000_000))).toBe('picture too-many-pixels');
    expect(read(smallPng(0, 10, true))).toBe('picture damaged-picture');
    expect(read(Buffer.alloc(LARGEST_PICTURE + 1))).toBe('picture too-many-bytes');
  });

  it('sees what moves', () => {
    const moves = (bytes: Uint8Array) => readPicture(bytes).moves;
    expect(Object.values(ALL).map(moves)).toEqual([false, false, false, false, false]);
    expect(moves(withChunk(ALL.png, 'acTL', 8))).toBe(true);
    expect(moves(smallGif(640, 480, 2))).toBe(true);
    const webp = Buffer.concat([ALL.webp, Buffer.from('ANIM\x06\0\0\0\0\0\0\0\0\0', 'latin1')]);
    webp.writeUInt32LE(webp.length - 8, 4);
    expect(moves(webp)).toBe(true);
    expect(moves(Buffer.from(ALL.avif.toString('latin1').replace('avif', 'avis'), 'latin1'))).toBe(true);
  });

  it('refuses an AVIF that says where it was taken', () => {
    expect(read(smallAvif(640, 480, 'Exif'))).toBe('picture picture-metadata');
  });

  it.each(Object.entries(ALL))('refuses a %s that breaks off anywhere', (_, bytes) => {
    const whole = bytes.includes(SECRET) ? bytes.length - SECRET.length : bytes.length;
    for (let length = 12; length < whole - 4; length++) {
      const answer = read(bytes.subarray(0, length));
      if (Array.isArray(answer)) expect.fail(`${length} of ${bytes.length} bytes were taken`);
    }
  });

  it('answers with a complaint or a picture, whatever comes behind a header', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(ALL)),
        fc.uint8Array({ maxLength: 200 }),
        fc.nat(40),
        (...given) => {
          const [start, noise, length] = given;
          const answer = read(Buffer.concat([start.subarray(0, length), noise]));
          expect(typeof answer === 'string' || Array.isArray(answer)).toBe(true);
        },
      ),
    );
  });
});
