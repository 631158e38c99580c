import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { LONGEST_EXPORT, refusedExport } from './read-wxr.ts';

const unpack = promisify(gunzip);
/** What gzip begins with (RFC 1952, 2.3.1). */
const GZIP = [0x1f, 0x8b] as const;

/** The text of an export, which may come packed by gzip; no more of it than `LONGEST_EXPORT` is unpacked. */
export async function unpackExport(sent: Uint8Array): Promise<string> {
  const packed = GZIP.every((byte, n) => sent[n] === byte);
  const bytes = packed ? await unpack(sent, { maxOutputLength: LONGEST_EXPORT }).catch(refuse) : sent;
  return new TextDecoder().decode(bytes);
}

function refuse(problem: unknown): never {
  const code = problem instanceof Error && 'code' in problem ? problem.code : undefined;
  throw refusedExport(code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'broken-off');
}
