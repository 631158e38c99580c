import { DamagedPicture } from './damaged-picture.ts';
import type { CleanPicture } from './read-picture.ts';

const SIGNATURE_LENGTH = 8;
/** What shows: the picture, its colours, its frames. Text, Exif and times do not. */
const KEPT = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'mDCV'],
  ...['cLLI', 'bKGD', 'pHYs', 'acTL', 'fcTL', 'fdAT'],
]);

/** Reads a PNG's measures and leaves out what does not show (PNG 3rd edition, 5 and 11). */
export function readPng(file: Buffer): CleanPicture {
  const kept = [file.subarray(0, SIGNATURE_LENGTH)];
  if (nameAt(file, SIGNATURE_LENGTH) !== 'IHDR') throw new DamagedPicture();
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  let [name, moves] = ['', false];
  for (let at = SIGNATURE_LENGTH; name !== 'IEND';) {
    name = nameAt(file, at);
    const end = at + 12 + file.readUInt32BE(at);
    if (end > file.length) throw new DamagedPicture();
    moves ||= name === 'acTL';
    if (KEPT.has(name)) kept.push(file.subarray(at, end));
    at = end;
  }
  return { width, height, bytes: Buffer.concat(kept), moves };
}

function nameAt(file: Buffer, chunk: number): string {
  return file.toString('latin1', chunk + 4, chunk + 8);
}
