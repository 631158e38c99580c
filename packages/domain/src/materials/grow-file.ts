import { open, type FileHandle } from 'node:fs/promises';

/** Bytes written at once: small pieces of a network cost more than what is in them. */
const GATHERED = 1_000_000;

/**
 * Writes what comes into an existing file from `at` on, and says where it ends. When the source breaks off, what came
 * before is written all the same: it is not sent again. `written` hears of bytes once they are in the file.
 */
export async function growFile(
  path: string,
  at: number,
  source: AsyncIterable<Uint8Array>,
  written: (at: number, bytes: Uint8Array) => void,
): Promise<number> {
  const file = await open(path, 'r+');
  let end = at;
  try {
    for await (const parts of gathered(source)) {
      await writeAll(file, parts, end);
      for (const part of parts) {
        written(end, part);
        end += part.length;
      }
    }
  } finally {
    await file.close();
  }
  return end;
}

/**
 * Writes parts one behind the other, as they came: at a hundred megabytes a second a copy in one piece is what the collector
 * of garbage works for.
 */
export async function writeAll(
  file: Pick<FileHandle, 'writev'>,
  parts: readonly Uint8Array[],
  at: number,
): Promise<void> {
  let left = [...parts];
  for (let position = at; left.length > 0;) {
    const { bytesWritten } = await file.writev(left, position);
    position += bytesWritten;
    left = withoutFirst(left, bytesWritten);
  }
}

/** A disk may take less than it was given. */
function withoutFirst(parts: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let [first, done] = [0, bytes];
  while (first < parts.length && done >= (parts[first]?.length ?? 0)) done -= parts[first++]?.length ?? 0;
  const [broken, ...rest] = parts.slice(first);
  return broken ? [broken.subarray(done), ...rest] : [];
}

async function* gathered(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array[]> {
  let parts: Uint8Array[] = [];
  let size = 0;
  const all = (): Uint8Array[] => {
    const taken = parts;
    [parts, size] = [[], 0];
    return taken;
  };
  try {
    for await (const part of source) {
      parts.push(part);
      size += part.length;
      if (size >= GATHERED) yield all();
    }
  } catch (broken) {
    if (size > 0) yield all();
    throw broken;
  }
  if (size > 0) yield all();
}
