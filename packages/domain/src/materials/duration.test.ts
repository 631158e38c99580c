import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { mp3Silence, oggSilence, wavTones } from '../testing/small-recordings.ts';
import { durationOf } from './duration.ts';

const MANY = 20_000;
const BRAND = atom('ftyp', Buffer.from('isom\0\0\0\0isommp41', 'latin1'));

/** The duration of these bytes; what a thread may not take ends the test. */
async function lasts(type: string, ...parts: readonly Uint8Array[]): Promise<number | null> {
  const folder = mkdtempSync(join(tmpdir(), 'plenary-duration-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'upload');
  writeFileSync(path, Buffer.concat(parts));
  return durationOf(path, type);
}

it('is read from recordings, whole seconds each', async () => {
  expect(await lasts('audio/mpeg', mp3Silence(65))).toBe(65);
  expect(await lasts('audio/ogg', oggSilence(3600))).toBe(3600);
  expect(await lasts('audio/wav', wavTones([{ hertz: 220, seconds: 4 }]))).toBe(4);
  expect(await lasts('audio/wav', wavTones([{ hertz: 220, seconds: 0.1 }]))).toBe(1);
  expect(await lasts('video/mp4', BRAND, film(90))).toBe(90);
});

it('is not known of what does not say it, and not asked of anything else', async () => {
  expect(await lasts('video/mp4', BRAND, atom('moov', Buffer.alloc(0)))).toBeNull();
  expect(await lasts('audio/flac', Buffer.from('fLaC'))).toBeNull();
  expect(await lasts('application/pdf', mp3Silence(65))).toBeNull();
  expect(await durationOf('/nowhere/at-all', 'audio/mpeg')).toBeNull();
});

it('is not known of files that were made to harm, and the next one is read all the same', async () => {
  let nested: Buffer = atom('trak', Buffer.alloc(0));
  for (let depth = 0; depth < MANY; depth++) nested = atom(depth % 2 ? 'moov' : 'trak', nested);
  const length = (size: number) => {
    const head = Buffer.alloc(8, 'moov');
    head.writeUInt32BE(size);
    return head;
  };
  const harmful: readonly (readonly [string, ...Uint8Array[]])[] = [
    ['audio/mpeg', Buffer.from('ID3\x04\0\0\x7f\x7f\x7f\x7f', 'latin1'), mp3Silence(2)],
    ['audio/mpeg', Buffer.from([0xff, 0xfb, 0x90, 0]), Buffer.alloc(5_000_000)],
    ['video/mp4', BRAND, nested],
    ['video/mp4', BRAND, length(0xffff_ff00), atom('mvhd', Buffer.alloc(100))],
    ['video/mp4', BRAND, ...Array.from({ length: MANY }, () => length(0))],
    ['video/webm', Buffer.from('1a45dfa3801853806701ffffffffffffff', 'hex'), Buffer.alloc(5000)],
  ];
  for (const [type, ...parts] of harmful) expect(await lasts(type, ...parts)).toBeNull();
  expect(await lasts('audio/mpeg', mp3Silence(3))).toBe(3);
}, 60_000);

function atom(name: string, body: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, body]);
}

/** The head of an MP4 of one track (ISO 14496-12), without anything to see or hear. */
function film(seconds: number): Buffer {
  const times = (bytes: number) => {
    const body = Buffer.alloc(bytes);
    body.writeUInt32BE(1000, 12); // units a second
    body.writeUInt32BE(1000 * seconds, 16);
    return body;
  };
  const handler = Buffer.alloc(24);
  handler.write('vide', 8, 'latin1');
  const media = atom('mdia', Buffer.concat([atom('mdhd', times(24)), atom('hdlr', handler)]));
  const track = atom('trak', Buffer.concat([atom('tkhd', Buffer.alloc(84)), media]));
  return atom('moov', Buffer.concat([atom('mvhd', times(100)), track]));
}
