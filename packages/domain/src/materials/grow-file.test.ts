import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeAll } from './grow-file.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plenary-grow-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file of a disk that takes at most so many bytes at once. */
function slow(file: FileHandle, most: number): Pick<FileHandle, 'writev'> {
  const writev = async <T extends readonly NodeJS.ArrayBufferView[]>(
    buffers: T,
    position?: number | null,
  ) => {
    const parts = buffers.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    const { bytesWritten } = await file.write(Buffer.concat(parts).subarray(0, most), 0, undefined, position);
    return { bytesWritten, buffers };
  };
  return { writev };
}

it('writes every byte once and in order, also where a disk takes less than it was given', async () => {
  const path = join(folder, 'file');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 9 }), { maxLength: 8 }),
      fc.integer({ min: 1, max: 20 }),
      fc.nat(5),
      async (parts, most, at) => {
        const file = await open(path, 'w');
        try {
          await writeAll(slow(file, most), parts, at);
        } finally {
          await file.close();
        }
        const bytes = Buffer.concat(parts);
        expect(readFileSync(path)).toEqual(
          bytes.length > 0 ? Buffer.concat([Buffer.alloc(at), bytes]) : bytes,
        );
      },
    ),
    { numRuns: 100 },
  );
});
