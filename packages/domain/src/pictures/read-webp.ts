import { DamagedPicture } from './damaged-picture.ts';
import type { CleanPicture } from './read-picture.ts';

const FIRST_CHUNK = 12;
const KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** In VP8X: there is Exif, there is XMP. */
const METADATA_FLAGS = 0x08 | 0x04;

/** Reads a WebP's measures and leaves out what does not show (RFC 9649). */
export function readWebp(file: Buffer): CleanPicture {
  const kept: Buffer[] = [];
  let [width, height, moves] = [0, 0, false];
  const whole = 8 + file.readUInt32LE(4);
  if (whole > file.length) throw new DamagedPicture();
  for (let at = FIRST_CHUNK; at < whole;) {
    const name = file.toString('latin1', at, at + 4);
    const length = file.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (at + 8 + length > file.length) throw new DamagedPicture();
    const chunk = Buffer.from(file.subarray(at, end)); // its own: a flag may change
    if (name === 'VP8X') chunk.writeUInt8(chunk.readUInt8(8) & ~METADATA_FLAGS, 8);
    const [w, h] = measuresOf(name, chunk);
    [width, height] = [Math.max(width, w), Math.max(height, h)];
    moves ||= name === 'ANIM';
    if (KEPT.has(name)) kept.push(chunk);
    at = end;
  }
  const body = Buffer.concat(kept);
  const header = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  header.writeUInt32LE(4 + body.length, 4);
  return { width, height, bytes: Buffer.concat([header, body]), moves };
}

function measuresOf(name: string, chunk: Buffer): [number, number] {
  if (name === 'VP8X') return [1 + chunk.readUIntLE(12, 3), 1 + chunk.readUIntLE(15, 3)];
  if (name === 'VP8 ') return [chunk.readUInt16LE(14) & 0x3fff, chunk.readUInt16LE(16) & 0x3fff];
  if (name !== 'VP8L') return [0, 0];
  const bits = chunk.readUInt32LE(9);
  return [1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff)];
}
