import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { isShownInPlace } from '@plenary/domain/materials/file-types.ts';
import { rangeOf } from './byte-range.ts';

interface Answered {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
}

/*
 * What a file may do in a browser: nothing. A PDF gets no sandbox, because Chromium's viewer refuses
 * to work in one; it is shown by the browser's own viewer, which is no page of ours.
 */
const POLICY = "sandbox; default-src 'none'";
const PDF_POLICY = "default-src 'none'; object-src 'self'; frame-ancestors 'none'";

/** A file, or the range of it that was asked for (RFC 9110, 14). Its hash is its ETag: it never changes. */
export function answerFile(request: Request, path: string, file: Answered, download: boolean): Response {
  const etag = `"${file.sha256}"`;
  const headers = new Headers({
    etag,
    'accept-ranges': 'bytes',
    'content-type': file.type.startsWith('text/') ? `${file.type}; charset=utf-8` : file.type,
    'content-disposition': disposition(file.name, !download && isShownInPlace(file.type)),
    'content-security-policy': file.type === 'application/pdf' ? PDF_POLICY : POLICY,
    // Every answer asks whether it may be seen; a compressor would shift what a range counts.
    'cache-control': 'private, no-cache, no-transform',
  });
  if (matches(request.headers.get('if-none-match'), etag))
    return new Response(null, { status: 304, headers });
  const ifRange = request.headers.get('if-range');
  const asked = ifRange === null || ifRange === etag ? request.headers.get('range') : null;
  const range = rangeOf(asked, file.size);
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${file.size}`);
    return new Response(null, { status: 416, headers });
  }
  const { from, to } = range ?? { from: 0, to: file.size - 1 };
  headers.set('content-length', String(to - from + 1));
  if (range) headers.set('content-range', `bytes ${from}-${to}/${file.size}`);
  const body = request.method === 'HEAD' ? null : streamOf(path, from, to);
  return new Response(body, { status: range ? 206 : 200, headers });
}

function streamOf(path: string, start: number, end: number): ReadableStream {
  return Readable.toWeb(createReadStream(path, { start, end, highWaterMark: 256 * 1024 })) as ReadableStream; // the same class under two names
}

function matches(header: string | null, etag: string): boolean {
  return header !== null && header.split(',').some((one) => [etag, `W/${etag}`, '*'].includes(one.trim()));
}

/** RFC 6266: a name in ASCII for all, and the real one in UTF-8. */
function disposition(name: string, inline: boolean): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\]/g, '_');
  const utf8 = encodeURIComponent(name).replaceAll(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
  return `${inline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${utf8}`;
}
