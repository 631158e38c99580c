import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { namesIn, oldIn, sync } from './disk.ts';
import { isHash, type Shelf, type WholeFile } from './shelf.ts';

const PIECE = 256 * 1024;

/** Files in a folder: renamed into it, and the folder synced. */
export class FolderShelf implements Shelf {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Where a file is. Throws when that is no hash, so that nothing else is ever a path. */
  pathOf(sha256: string): string {
    if (!isHash(sha256)) throw new Error(`"${sha256}" is no SHA-256.`);
    return join(this.#folder, sha256.slice(0, 2), sha256);
  }

  async put(path: string, { sha256 }: WholeFile): Promise<void> {
    const to = this.pathOf(sha256);
    await sync(path);
    await mkdir(join(to, '..'), { recursive: true, mode: 0o700 });
    await rename(path, to); // the same bytes may be there already: then nothing changes
    await sync(join(to, '..'));
  }

  read(sha256: string, start: number, end: number): Promise<ReadableStream<Uint8Array>> {
    const bytes = createReadStream(this.pathOf(sha256), { start, end, highWaterMark: PIECE });
    return Promise.resolve(Readable.toWeb(bytes) as ReadableStream<Uint8Array>); // the same class under two names
  }

  async olderThan(before: Date): Promise<string[]> {
    const hashes: string[] = [];
    for (const part of await namesIn(this.#folder))
      hashes.push(...(await oldIn(join(this.#folder, part), before)).filter(isHash));
    return hashes;
  }

  async remove(sha256: string, before: Date): Promise<void> {
    const path = this.pathOf(sha256);
    const { mtime } = await stat(path);
    if (mtime < before) await rm(path, { force: true });
  }
}
