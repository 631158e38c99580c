import { DamagedPicture } from './damaged-picture.ts';
import type { CleanPicture } from './read-picture.ts';

const [SOS, EOI, APP0, APP1, APP2, APP14, APP15, COMMENT] = [
  ...[0xda, 0xd9, 0xe0, 0xe1, 0xe2, 0xee, 0xef, 0xfe],
] as const;
const EXIF = 'Exif\0\0';
const ORIENTATION_TAG = 0x0112;
const UPRIGHT = 1;
/** From this one on the picture lies on its side (Exif 2.32, 4.6.4). */
const FIRST_SIDEWAYS = 5;

/**
 * Reads a JPEG's measures (ITU T.81, B) and leaves out what does not show: where it was taken, with what
 * camera, thumbnails, comments, whatever lies behind its end. Which way up it is stays.
 */
export function readJpeg(file: Buffer): CleanPicture {
  const kept = [file.subarray(0, 2)];
  let [width, height, orientation] = [0, 0, UPRIGHT];
  for (let at = 2; ;) {
    if (file.readUInt8(at) !== 0xff) throw new DamagedPicture();
    const marker = file.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1; // fill
      continue;
    }
    if (marker === EOI) break;
    const end = at + 2 + file.readUInt16BE(at + 2);
    const segment = file.subarray(at, end);
    if (end > file.length) throw new DamagedPicture();
    if (isFrame(marker)) [height, width] = [segment.readUInt16BE(5), segment.readUInt16BE(7)];
    if (marker === APP1 && isNamed(segment, EXIF)) {
      orientation = orientationOf(segment.subarray(4 + EXIF.length));
      if (orientation !== UPRIGHT) kept.push(exifOf(orientation));
    } else if (shows(marker, segment)) kept.push(segment);
    at = end;
    if (marker === SOS) {
      at = endOfScan(file, end);
      kept.push(file.subarray(end, at));
    }
  }
  kept.push(Buffer.from([0xff, EOI]));
  if (orientation >= FIRST_SIDEWAYS) [width, height] = [height, width];
  return { width, height, bytes: Buffer.concat(kept), moves: false };
}

/** Start of frame; the other three of its row are tables. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** Colours are told by JFIF, an ICC profile and Adobe's segment; nothing else of applications is needed. */
function shows(marker: number, segment: Buffer): boolean {
  if (marker === COMMENT) return false;
  if (marker < APP0 || marker > APP15) return true;
  if (marker === APP0) return isNamed(segment, 'JFIF\0');
  if (marker === APP2) return isNamed(segment, 'ICC_PROFILE\0');
  return marker === APP14;
}

function isNamed(segment: Buffer, name: string): boolean {
  return segment.subarray(4, 4 + name.length).toString('latin1') === name;
}

/** Where the next marker is; inside a scan 0xff stands only before zero and restarts. */
function endOfScan(file: Buffer, from: number): number {
  for (let at = from; ;) {
    at = file.indexOf(0xff, at);
    if (at < 0) throw new DamagedPicture();
    const next = file.readUInt8(at + 1);
    if (next === 0xff) at += 1;
    else if (next === 0 || (next >= 0xd0 && next <= 0xd7)) at += 2;
    else return at;
  }
}

/** Of TIFF data (TIFF 6.0, 2); upright when it does not say, or nonsense. */
function orientationOf(tiff: Buffer): number {
  try {
    const little = tiff.toString('latin1', 0, 2) === 'II';
    const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
    const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
    for (let entry = 0; entry < short(directory); entry++) {
      const at = directory + 2 + 12 * entry;
      if (short(at) !== ORIENTATION_TAG) continue;
      const value = short(at + 8);
      return value >= 1 && value <= 8 ? value : UPRIGHT;
    }
    return UPRIGHT;
  } catch (problem) {
    if (problem instanceof RangeError) return UPRIGHT;
    throw problem;
  }
}

/** Exif that says which way up, and nothing else. */
function exifOf(orientation: number): Buffer {
  const directory = [0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const tiff = [...Buffer.from('MM'), 0, 42, 0, 0, 0, 8, ...directory];
  const body = [...Buffer.from(EXIF, 'latin1'), ...tiff];
  return Buffer.from([0xff, APP1, 0, body.length + 2, ...body]);
}
