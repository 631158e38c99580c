import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { detectType } from '../materials/detect-type.ts';
import { durationOf } from '../materials/duration.ts';
import { readCues } from '../materials/webvtt.ts';
import { sampleRecording } from './sample-recordings.ts';

const MOST_BYTES = 60_000;

const RECORDINGS = [
  ['live-patching', ['mp3', 'ogg']],
  ['networks-and-disks-hamburg', ['mp3', 'ogg']],
  ['networks-and-disks-cambridge', ['mp3', 'ogg']],
  ['when-it-breaks-hamburg', ['mp3', 'ogg']],
  ['when-it-breaks-cambridge', ['mp3', 'ogg']],
  ['three-ways', ['webm']],
] as const;

it.each(RECORDINGS)('%s is small, and its words and chapters fit all its formats', async (name, formats) => {
  const folder = mkdtempSync(join(tmpdir(), 'plenary-recording-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const files = sampleRecording(name, formats);
  const words = cuesOf(files[`${name}.vtt`]);
  const chapters = cuesOf(files[`${name}.chapters.vtt`]);
  expect(words.length).toBeGreaterThan(2);
  expect(chapters.length).toBeGreaterThan(1);
  // A chapter begins with something that is said.
  const moments = words.map(({ at }) => at);
  expect(chapters.filter(({ at }) => !moments.includes(at))).toEqual([]);
  for (const format of formats) {
    const bytes = files[`${name}.${format}`] ?? new Uint8Array();
    expect(bytes.length).toBeLessThan(MOST_BYTES);
    const path = join(folder, `${name}.${format}`);
    writeFileSync(path, bytes);
    const type = await detectType(path, `${name}.${format}`);
    const seconds = (await durationOf(path, type)) ?? 0;
    expect(seconds).toBeGreaterThan(8);
    expect(seconds).toBeLessThan(21);
    expect(words.at(-1)?.at).toBeLessThan(seconds - 1);
  }
});

function cuesOf(file: Uint8Array | undefined) {
  return readCues(new TextDecoder().decode(file));
}
