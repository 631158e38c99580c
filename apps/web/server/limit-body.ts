import type { IncomingMessage } from 'node:http';

/** Of a form or a call. A field that is far too long, a million characters say, is still answered beside the field and kept. */
export const FORM_BYTES = 2 * 1024 * 1024;

/** Of a piece of an upload, and so of anything: adapter-node has one limit for the whole process. */
export const PIECE_BYTES = 16 * 1024 * 1024;

/**
 * Holds everything but uploads to what a form may be. A body that says it is longer is said to be longer than anything
 * may be: then the handler refuses it with the words that belong there. False for one that does not say how long it is, as no
 * browser does: it is to be answered 411 (RFC 9110, 15.5.12).
 */
export function limitBody({ headers, url = '/' }: Pick<IncomingMessage, 'headers' | 'url'>): boolean {
  if (URL.parse(url, 'http://site')?.pathname.startsWith('/uploads/')) return true;
  if (headers['transfer-encoding'] !== undefined) return false;
  if (Number(headers['content-length']) > FORM_BYTES) headers['content-length'] = String(PIECE_BYTES + 1);
  return true;
}
