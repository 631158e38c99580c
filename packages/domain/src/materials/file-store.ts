import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { detectType } from './detect-type.ts';
import { durationOf } from './duration.ts';
import { RECORDING_TRACK } from './material.ts';
import { readCues, type Cue } from './webvtt.ts';

/** A file that is whole, hashed and on the disk. */
export interface KeptFile {
  /** In hexadecimal. */
  readonly sha256: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Of subtitles and chapters. */
  readonly cues: Cue[];
  /** Seconds that audio or video lasts; null: not known. */
  readonly duration: number | null;
}

/** Bytes of subtitles that are read. */
const LONGEST_TRACK = 4_000_000;
const HASH = /^[0-9a-f]{64}$/;

/**
 * The files of materials in the data folder: each under its SHA-256, so that it never changes and the
 * same one is stored once. A file comes from `uploads/`, is synced, then renamed into `files/`, and
 * the folder is synced, before any row speaks of it; a crash leaves rubbish, which is swept.
 */
export class FileStore {
  /** Where uploads grow, each under its id. */
  readonly uploads: string;
  readonly #files: string;

  constructor(dataFolder: string) {
    this.uploads = join(dataFolder, 'uploads');
    this.#files = join(dataFolder, 'files');
  }

  /** Where a kept file is. Throws when that is no hash, so that nothing else is ever a path. */
  pathOf(sha256: string): string {
    if (!HASH.test(sha256)) throw new Error(`"${sha256}" is no SHA-256.`);
    return join(this.#files, sha256.slice(0, 2), sha256);
  }

  /** Takes over a finished upload. Throws a DomainError when its type is refused or the disk is full. */
  async keep(uploadId: Id, name: string): Promise<KeptFile> {
    const from = join(this.uploads, uploadId);
    const type = await detectType(from, name);
    return sayDiskFull(async () => {
      const { size } = await stat(from);
      const cues = type === RECORDING_TRACK ? readCues(await beginningOf(from)) : [];
      const duration = await durationOf(from, type);
      await sync(from);
      const sha256 = await hashOf(from);
      const to = this.pathOf(sha256);
      await mkdir(join(to, '..'), { recursive: true, mode: 0o700 });
      await rename(from, to); // the same bytes may be there already: then nothing changes
      await sync(join(to, '..'));
      await rm(`${from}.json`, { force: true });
      return { sha256, type, size, cues, duration };
    });
  }

  /** Puts bytes that came whole where an upload would have grown. */
  async take(uploadId: Id, bytes: Uint8Array): Promise<void> {
    await sayDiskFull(async () => {
      await mkdir(this.uploads, { recursive: true, mode: 0o700 });
      await writeFile(join(this.uploads, uploadId), bytes);
    });
  }

  /** Removes what is left of an upload. */
  async drop(uploadId: Id): Promise<void> {
    for (const name of [uploadId, `${uploadId}.json`]) await rm(join(this.uploads, name), { force: true });
  }

  /** The uploads and hashes that lie here untouched since `before`. */
  async olderThan(before: Date): Promise<{ uploads: Set<Id>; hashes: string[] }> {
    const uploads = new Set<Id>();
    for (const name of await old(this.uploads, before)) uploads.add(name.replace(/\.json$/, ''));
    const hashes: string[] = [];
    for (const part of await namesIn(this.#files))
      for (const name of await old(join(this.#files, part), before)) if (HASH.test(name)) hashes.push(name);
    return { uploads, hashes };
  }

  /** Removes a file that nothing refers to, unless the same one has just come again. */
  async remove(sha256: string, before: Date): Promise<void> {
    const path = this.pathOf(sha256);
    const { mtime } = await stat(path);
    if (mtime < before) await rm(path, { force: true });
  }
}

/** Runs `write`; a full disk becomes a sentence. */
async function sayDiskFull<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    throw new DomainError(
      'disk-full',
      'The disk of this site is full. Try: tell its operator; nothing was stored.',
    );
  }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code));
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }))
    hash.update(chunk as Buffer); // without an encoding chunks are buffers
  return hash.digest('hex');
}

/** As much of a text as anybody speaks in a day. */
async function beginningOf(path: string): Promise<string> {
  const parts: Buffer[] = [];
  for await (const chunk of createReadStream(path, { end: LONGEST_TRACK - 1 })) parts.push(chunk as Buffer); // as in hashOf
  return Buffer.concat(parts).toString('utf8');
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function old(folder: string, before: Date): Promise<string[]> {
  const found: string[] = [];
  for (const name of await namesIn(folder)) {
    const { mtime } = await stat(join(folder, name));
    if (mtime < before) found.push(name);
  }
  return found;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
