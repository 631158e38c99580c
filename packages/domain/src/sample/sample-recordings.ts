import { readFileSync } from 'node:fs';

/** By its name in the package, because this file may have been bundled elsewhere. */
const FOLDER = new URL('recordings/', import.meta.resolve('@plenary/domain/sample/sample-recordings.ts'));

/** The Plenary authors gave the recordings away; see recordings/README.md. */
export const RECORDING_LICENCE = 'CC0-1.0';

/** One of the recordings beside this file, by name: its formats, what is said in it, and its chapters. */
export function sampleRecording(
  name: string,
  formats: readonly ('mp3' | 'ogg' | 'webm')[] = ['mp3', 'ogg'],
): Record<string, Uint8Array> {
  const files = [...formats, 'vtt', 'chapters.vtt'].map((ending) => `${name}.${ending}`);
  return Object.fromEntries(files.map((file) => [file, readFileSync(new URL(file, FOLDER))]));
}
