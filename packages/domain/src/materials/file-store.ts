import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Id } from '../kernel/ids.ts';
import { detectType } from './detect-type.ts';
import { oldIn, sayDiskFull } from './disk.ts';
import { durationOf } from './duration.ts';
import { FolderShelf } from './folder-shelf.ts';
import { growFile } from './grow-file.ts';
import { RECORDING_TRACK } from './material.ts';
import { RunningHashes } from './running-hashes.ts';
import type { Shelf } from './shelf.ts';
import { readCues, type Cue } from './webvtt.ts';

/** A file that is whole, hashed and kept. */
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

/**
 * The files of materials. An upload grows in the data folder; whole, it goes to the shelf under its SHA-256, so that it
 * never changes and the same one is stored once. The shelf is sure of it before any row speaks of it; a crash leaves
 * rubbish, which is swept. The shelf is the folder `files/` unless there is another.
 */
export class FileStore {
  /** Where uploads grow, each under its id. */
  readonly uploads: string;
  readonly #folder: FolderShelf;
  readonly #shelf: Shelf;
  readonly #hashes = new RunningHashes();

  constructor(dataFolder: string, shelf?: Shelf) {
    this.uploads = join(dataFolder, 'uploads');
    this.#folder = new FolderShelf(join(dataFolder, 'files'));
    this.#shelf = shelf ?? this.#folder;
  }

  /** Where a file is in the data folder, when that is its shelf. Throws when that is no hash. */
  pathOf(sha256: string): string {
    return this.#folder.pathOf(sha256);
  }

  /** The bytes of a kept file, from the first to the last, itself included. */
  read(sha256: string, first: number, last: number): Promise<ReadableStream<Uint8Array>> {
    return this.#shelf.read(sha256, first, last);
  }

  /** Takes over a finished upload. Throws a DomainError when its type is refused, the disk full or the shelf away. */
  async keep(uploadId: Id, name: string): Promise<KeptFile> {
    const from = join(this.uploads, uploadId);
    const type = await detectType(from, name);
    return sayDiskFull(async () => {
      const { size } = await stat(from);
      const cues = type === RECORDING_TRACK ? readCues(await beginningOf(from)) : [];
      const duration = await durationOf(from, type);
      const sha256 = this.#hashes.end(uploadId, size) ?? (await hashOf(from));
      await this.#shelf.put(from, { sha256, size });
      await this.drop(uploadId);
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

  /**
   * Writes more of an upload that was begun, from the byte `at`; where it ends then. Throws a DomainError when the disk is
   * full: what was written before stays, to be gone on with.
   */
  grow(uploadId: Id, at: number, source: AsyncIterable<Uint8Array>): Promise<number> {
    const path = join(this.uploads, uploadId);
    return sayDiskFull(() =>
      growFile(path, at, source, (from, bytes) => this.#hashes.add(uploadId, from, bytes)),
    );
  }

  /** Removes what is left of an upload. */
  async drop(uploadId: Id): Promise<void> {
    for (const name of [uploadId, `${uploadId}.json`]) await rm(join(this.uploads, name), { force: true });
  }

  /** The uploads and hashes that lie here untouched since `before`. */
  async olderThan(before: Date): Promise<{ uploads: Set<Id>; hashes: string[] }> {
    const uploads = new Set<Id>();
    for (const name of await oldIn(this.uploads, before)) uploads.add(name.replace(/\.json$/, ''));
    return { uploads, hashes: await this.#shelf.olderThan(before) };
  }

  /** Removes a file that nothing refers to, unless the same one has just come again. */
  remove(sha256: string, before: Date): Promise<void> {
    return this.#shelf.remove(sha256, before);
  }
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
