import { wrongField } from '../kernel/errors.ts';
import { DamagedPicture } from './damaged-picture.ts';
import type { CleanPicture } from './read-picture.ts';

interface Box {
  readonly name: string;
  readonly body: Buffer;
}

/** `meta` and `iinf` begin with a version, and `iinf` with a count. */
const VERSION_LENGTH = 4;

/**
 * Reads an AVIF's measures (ISO 23008-12, 6.5.3). What does not show cannot be cut out without moving everything
 * behind it, so a picture that says where it was taken is refused.
 */
export function readAvif(file: Buffer): CleanPicture {
  const boxes = boxesOf(file);
  const meta = boxesOf(bodyOf(boxes, 'meta').subarray(VERSION_LENGTH));
  const holds = [...boxes, ...meta].some(({ name }) => name === 'mdat' || name === 'idat');
  if (!holds) throw new DamagedPicture();
  const items = bodyOf(meta, 'iinf').toString('latin1');
  if (/infe.{8,12}(Exif|mime)/s.test(items) || boxes.some(({ name }) => name === 'uuid' || name === 'udta'))
    throw wrongField(
      'picture',
      'picture-metadata',
      'This AVIF says where or with what it was taken, which cannot be cut out. Try: save it as JPEG, PNG or WebP.',
    );
  const properties = boxesOf(bodyOf(boxesOf(bodyOf(meta, 'iprp')), 'ipco'));
  const measures = properties.filter(({ name }) => name === 'ispe').map(({ body }) => body);
  let width = Math.max(0, ...measures.map((body) => body.readUInt32BE(4)));
  let height = Math.max(0, ...measures.map((body) => body.readUInt32BE(8)));
  const turns = properties.find(({ name }) => name === 'irot')?.body.readUInt8(0) ?? 0;
  if (turns % 2 === 1) [width, height] = [height, width];
  return { width, height, bytes: file, moves: file.toString('latin1', 8, 12) === 'avis' };
}

function bodyOf(boxes: readonly Box[], name: string): Buffer {
  const box = boxes.find((one) => one.name === name);
  if (!box) throw new DamagedPicture();
  return box.body;
}

/** The boxes that lie behind each other (ISO 14496-12, 4.2); all of them whole. */
function boxesOf(bytes: Buffer): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at < bytes.length;) {
    let [length, header] = [bytes.readUInt32BE(at), 8];
    if (length === 0) length = bytes.length - at; // to the end
    if (length === 1) [length, header] = [Number(bytes.readBigUInt64BE(at + 8)), 16];
    if (length < header || at + length > bytes.length) throw new DamagedPicture();
    const name = bytes.toString('latin1', at + 4, at + 8);
    boxes.push({ name, body: bytes.subarray(at + header, at + length) });
    at += length;
  }
  return boxes;
}
