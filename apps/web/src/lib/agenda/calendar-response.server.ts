import { createHash } from 'node:crypto';

/** An iCalendar file as an answer: with a strong ETag of its bytes, and 304 when the calendar has them already. */
export function calendarResponse(
  request: Request,
  calendar: string,
  visibility: 'public' | 'private',
): Response {
  const etag = `"${createHash('sha256').update(calendar).digest('base64url')}"`;
  const headers = {
    etag,
    // Ask every time; the answer is mostly "not changed". A personal one stays out of shared caches.
    'cache-control': visibility === 'private' ? 'private, no-cache' : 'public, no-cache',
  };
  const known =
    request.headers
      .get('if-none-match')
      ?.split(',')
      .map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  if (known.includes(etag) || known.includes('*')) return new Response(null, { status: 304, headers });
  return new Response(calendar, { headers: { ...headers, 'content-type': 'text/calendar; charset=utf-8' } });
}
