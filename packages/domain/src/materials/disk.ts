import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../kernel/errors.ts';

/** Makes sure that a file, or a folder's names, survive a loss of power. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What lies in a folder untouched since `before`. */
export async function oldIn(folder: string, before: Date): Promise<string[]> {
  const found: string[] = [];
  for (const name of await namesIn(folder)) {
    const { mtime } = await stat(join(folder, name));
    if (mtime < before) found.push(name);
  }
  return found;
}

/** The names in a folder; none when it is not there. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Runs `write`; a full disk becomes a sentence. */
export async function sayDiskFull<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw isDiskFull(error) ? diskFull() : error;
  }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code));
}

export function diskFull(): DomainError {
  return new DomainError(
    'disk-full',
    'The disk of this site is full, and the file is not stored. Try: tell its operator; send the same file again once there is room.',
  );
}
