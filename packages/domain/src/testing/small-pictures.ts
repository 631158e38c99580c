import { crc32, deflateSync } from 'node:zlib';

/*
 * Pictures for tests, of as few bytes as show what matters; those that say where they were taken hold the word
 * "GPS-SECRET". Only the PNG is one that a browser draws.
 */

export const SECRET = 'GPS-SECRET';

export function pngChunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Of one colour; with `header` only, it says that it is that large and holds nothing. */
export function smallPng(width: number, height: number, header = false): Buffer {
  const measures = Buffer.alloc(13);
  measures.writeUInt32BE(width, 0);
  measures.writeUInt32BE(height, 4);
  measures.set([8, 0], 8); // eight bits of grey
  const rows = header ? Buffer.alloc(0) : Buffer.alloc((width + 1) * height, 0);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', measures),
    pngChunk('tEXt', Buffer.from(`Location\0${SECRET}`)),
    pngChunk('eXIf', Buffer.from(SECRET)),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
    Buffer.from(SECRET), // behind the end
  ]);
}

/** A PNG with another chunk behind its header. */
export function withChunk(png: Buffer, name: string, length: number): Buffer {
  const behindHeader = 8 + 12 + 13;
  const chunk = pngChunk(name, Buffer.alloc(length, 7));
  return Buffer.concat([png.subarray(0, behindHeader), chunk, png.subarray(behindHeader)]);
}

function segment(marker: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255]), body]);
}

/** As a camera writes it, which was held like `orientation` says. */
export function smallJpeg(width: number, height: number, orientation = 1, little = true): Buffer {
  const short = (value: number) => (little ? [value & 255, value >> 8] : [value >> 8, value & 255]);
  const long = (value: number) => (little ? [...short(value), 0, 0] : [0, 0, ...short(value)]);
  const tiff = [
    ...[...Buffer.from(little ? 'II' : 'MM'), ...short(42), ...long(8), ...short(1)],
    ...[...short(0x0112), ...short(3), ...long(1), ...short(orientation), 0, 0, ...long(0)],
  ];
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), Buffer.from(tiff), Buffer.from(SECRET)])),
    segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${SECRET}`)),
    segment(0xed, Buffer.from(SECRET)),
    segment(0xfe, Buffer.from(SECRET)),
    segment(0xc2, Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 17, 0])),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([1, 2, 0xff, 0x00, 3, 0xff, 0xd0, 4]),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([5, 6, 0xff, 0xff, 0xd9]),
    Buffer.from(SECRET), // a moving picture behind the still one
  ]);
}

export function smallGif(width: number, height: number, frames = 1): Buffer {
  const measures = [width & 255, width >> 8, height & 255, height >> 8];
  const frame = Buffer.from([0x2c, 0, 0, 0, 0, ...measures, 0, 2, 2, 0x4c, 1, 0]);
  return Buffer.concat([
    Buffer.from('GIF89a'),
    Buffer.from([...measures, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]),
    Buffer.from([0x21, 0xff, 11, ...Buffer.from('NETSCAPE2.0'), 3, 1, 0, 0, 0]),
    Buffer.from([0x21, 0xff, 11, ...Buffer.from('XMP DataXMP'), SECRET.length, ...Buffer.from(SECRET), 0]),
    Buffer.from([0x21, 0xfe, SECRET.length, ...Buffer.from(SECRET), 0]),
    ...Array.from({ length: frames }, () => frame),
    Buffer.from([0x3b]),
  ]);
}

function riffChunk(name: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(name), length, data, Buffer.alloc(data.length % 2)]);
}

export function smallWebp(width: number, height: number): Buffer {
  const extended = Buffer.alloc(10);
  extended.writeUInt8(0x08 | 0x04 | 0x10, 0);
  extended.writeUIntLE(width - 1, 4, 3);
  extended.writeUIntLE(height - 1, 7, 3);
  const lossless = Buffer.alloc(7);
  lossless.writeUInt8(0x2f);
  lossless.writeUInt32LE((width - 1) | ((height - 1) << 14), 1);
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    riffChunk('VP8X', extended),
    riffChunk('VP8L', lossless),
    riffChunk('EXIF', Buffer.from(SECRET)),
    riffChunk('XMP ', Buffer.from(`${SECRET}!`)),
  ]);
  return riffChunk('RIFF', body);
}

function box(name: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(8 + body.length);
  return Buffer.concat([length, Buffer.from(name), body]);
}

/** `item`: the type of the second thing in it, `Exif` for one that says where it was taken. */
export function smallAvif(width: number, height: number, item = 'av01', turns = 0): Buffer {
  const version = Buffer.alloc(4);
  const measures = Buffer.alloc(12);
  measures.writeUInt32BE(width, 4);
  measures.writeUInt32BE(height, 8);
  const entry = (type: string) =>
    box('infe', Buffer.from([2, 0, 0, 0, 0, 1, 0, 0]), Buffer.from(`${type}\0`));
  return Buffer.concat([
    box('ftyp', Buffer.from('avif\0\0\0\0avifmif1')),
    box(
      'meta',
      version,
      box('iinf', version, Buffer.from([0, 2]), entry('av01'), entry(item)),
      box('iprp', box('ipco', box('ispe', measures), box('irot', Buffer.from([turns])))),
    ),
    box('mdat', Buffer.from('picture')),
  ]);
}
