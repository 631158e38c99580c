import { expect, it } from 'vitest';
import { FORM_BYTES, limitBody, PIECE_BYTES } from './limit-body.ts';

function limited(url: string, headers: Record<string, string>): [boolean, Record<string, string>] {
  const request = { url, headers: { ...headers } };
  return [limitBody(request), request.headers];
}

it('leaves pieces of uploads, forms of ordinary size and requests without a body as they are', () => {
  for (const [url, headers] of [
    ['/uploads/01m83kqjtfb1cy4pn3pkc3fjfe', { 'content-length': String(PIECE_BYTES) }],
    ['/uploads/01m83kqjtfb1cy4pn3pkc3fjfe', { 'transfer-encoding': 'chunked' }],
    ['/account', { 'content-length': String(FORM_BYTES) }],
    ['/account', { 'content-length': 'many' }],
    ['/', {}],
  ] as const)
    expect(limited(url, headers)).toEqual([true, headers]);
});

it('says that longer forms are longer than anything may be', () => {
  const tooLong = { 'content-length': String(PIECE_BYTES + 1) };
  for (const url of ['/account', '/api/events', '/uploads', '/x?/uploads/', '/uploads/../account'])
    expect(limited(url, { 'content-length': String(FORM_BYTES + 1) })).toEqual([true, tooLong]);
});

it('takes no body that does not say how long it is', () => {
  expect(limited('/account', { 'transfer-encoding': 'chunked' })[0]).toBe(false);
});
