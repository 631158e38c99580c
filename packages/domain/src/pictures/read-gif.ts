import { DamagedPicture } from './damaged-picture.ts';
import type { CleanPicture } from './read-picture.ts';

const [EXTENSION, IMAGE, TRAILER] = [0x21, 0x2c, 0x3b] as const;
const [COMMENT, APPLICATION] = [0xfe, 0xff] as const;
/** How often an animation repeats; other applications keep notes of their own. */
const REPEATS = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0']);
const HEADER_LENGTH = 13;
const FRAME_LENGTH = 10;

/** Reads a GIF's measures and leaves out comments and applications' notes (GIF89a, 17 to 27). */
export function readGif(file: Buffer): CleanPicture {
  let [width, height] = [file.readUInt16LE(6), file.readUInt16LE(8)];
  let at = HEADER_LENGTH + tableLength(file.readUInt8(10));
  const kept = [file.subarray(0, at)];
  let frames = 0;
  for (;;) {
    const kind = file.readUInt8(at);
    if (kind === TRAILER) break;
    let end: number;
    if (kind === IMAGE) {
      frames += 1;
      width = Math.max(width, file.readUInt16LE(at + 1) + file.readUInt16LE(at + 5));
      height = Math.max(height, file.readUInt16LE(at + 3) + file.readUInt16LE(at + 7));
      end = endOfBlocks(file, at + FRAME_LENGTH + tableLength(file.readUInt8(at + 9)) + 1);
    } else if (kind === EXTENSION) end = endOfBlocks(file, at + 2);
    else throw new DamagedPicture();
    if (kind === IMAGE || shows(file, at)) kept.push(file.subarray(at, end));
    at = end;
  }
  return { width, height, bytes: Buffer.concat([...kept, Buffer.from([TRAILER])]), moves: frames > 1 };
}

/** Bytes of the colours that follow, of the flags that announce them. */
function tableLength(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

function endOfBlocks(file: Buffer, from: number): number {
  let at = from;
  for (let length = file.readUInt8(at); length > 0; length = file.readUInt8(at)) at += length + 1;
  return at + 1;
}

function shows(file: Buffer, extension: number): boolean {
  const label = file.readUInt8(extension + 1);
  if (label === APPLICATION) return REPEATS.has(file.toString('latin1', extension + 3, extension + 14));
  return label !== COMMENT;
}
