import { open } from 'node:fs/promises';

/** Written at once: small pieces of a network cost more than their bytes. */
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
    for await (const bytes of gathered(source)) {
      for (let done = 0; done < bytes.length;)
        done += (await file.write(bytes, done, bytes.length - done, end + done)).bytesWritten;
      written(end, bytes);
      end += bytes.length;
    }
  } finally {
    await file.close();
  }
  return end;
}

async function* gathered(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = [];
  let size = 0;
  const all = (): Uint8Array => {
    const bytes = Buffer.concat(parts);
    [parts, size] = [[], 0];
    return bytes;
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
