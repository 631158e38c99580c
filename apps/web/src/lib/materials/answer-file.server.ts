import { error } from '@sveltejs/kit';
import { STATUS_OF } from '@plenary/api/error-status.ts';
import { DomainError } from '@plenary/domain/kernel/errors.ts';
import type { FileStore } from '@plenary/domain/materials/file-store.ts';
import { isShownInPlace } from '@plenary/domain/materials/file-types.ts';
import { sentenceFor } from '#lib/server/words.ts';
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

/**
 * A kept file, or the range of it that was asked for (RFC 9110, 14), wherever it is kept. Its hash is its ETag: it never
 * changes. `pagesAt` is the origin of pages where that is another one: pages may take the file in, and what everybody
 * may see may be cached. Throws a DomainError when the store does not answer.
 */
export async function answerKept(
  request: Request,
  files: FileStore,
  file: Answered,
  download: boolean,
  pagesAt?: string,
): Promise<Response> {
  const { status, headers, wanted } = answerTo(request, file, download, pagesAt);
  return new Response(wanted && (await files.read(file.sha256, wanted.from, wanted.to)), { status, headers });
}

/** The store of files is not there just now. */
export function sayAway(problem: unknown): never {
  if (!(problem instanceof DomainError)) throw problem;
  error(STATUS_OF[problem.code], sentenceFor(problem));
}

/** Where the file is. Another time the answer may be another: who looks, or what is public, has changed. */
export function goTo(location: string): Response {
  return new Response(null, { status: 302, headers: { location, 'cache-control': 'private, no-store' } });
}

/** Everything of the answer but its bytes, and which of them it has; null: none. */
function answerTo(request: Request, file: Answered, download: boolean, pagesAt?: string) {
  const etag = `"${file.sha256}"`;
  const isPublic = pagesAt !== undefined && new URL(request.url).search === '';
  const headers = new Headers({
    etag,
    'accept-ranges': 'bytes',
    'content-type': file.type.startsWith('text/') ? `${file.type}; charset=utf-8` : file.type,
    'content-disposition': disposition(file.name, !download && isShownInPlace(file.type)),
    'content-security-policy': file.type === 'application/pdf' ? PDF_POLICY : POLICY,
    // Every answer asks whether it may be seen; a compressor would shift what a range counts.
    'cache-control': `${isPublic ? 'public' : 'private'}, no-cache, no-transform`,
    ...(pagesAt && {
      'access-control-allow-origin': pagesAt,
      'access-control-expose-headers': 'accept-ranges, content-length, content-range',
      'cross-origin-resource-policy': 'cross-origin',
    }),
  });
  if (matches(request.headers.get('if-none-match'), etag)) return { status: 304, headers, wanted: null };
  const ifRange = request.headers.get('if-range');
  const asked = ifRange === null || ifRange === etag ? request.headers.get('range') : null;
  const range = rangeOf(asked, file.size);
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${file.size}`);
    return { status: 416, headers, wanted: null };
  }
  const { from, to } = range ?? { from: 0, to: file.size - 1 };
  headers.set('content-length', String(to - from + 1));
  if (range) headers.set('content-range', `bytes ${from}-${to}/${file.size}`);
  const wanted = request.method === 'HEAD' ? null : { from, to };
  return { status: range ? 206 : 200, headers, wanted };
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
