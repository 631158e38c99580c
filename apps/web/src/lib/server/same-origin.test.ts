import { expect, it } from 'vitest';
import { isSameOrigin } from './same-origin.ts';
import { ownPath } from './own-path.ts';

const SITE = 'https://events.example.org';
const CONTENT_TYPES = [
  undefined,
  'text/plain',
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  'TEXT/PLAIN',
  'application/json; charset=utf-7',
];

function request(method: string, headers: Record<string, string>, type?: string): Request {
  return new Request(`${SITE}/x`, {
    method,
    headers: { host: 'events.example.org', ...headers, ...(type && { 'content-type': type }) },
  });
}

it('refuses writes from other origins, whatever the method and content type', () => {
  const foreign = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://events.example.org.evil.example' },
    { origin: 'https://sub.events.example.org', 'sec-fetch-site': 'same-site' },
    { origin: SITE, 'sec-fetch-site': 'cross-site' },
    {},
  ];
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    for (const type of CONTENT_TYPES) {
      for (const headers of foreign) {
        expect([
          method,
          type,
          headers,
          isSameOrigin(request(method, headers as Record<string, string>, type), SITE),
        ]).toEqual([method, type, headers, false]);
      }
    }
  }
});

it('lets our own pages write, also where the site is reached under another name of the local network', () => {
  expect(isSameOrigin(request('POST', { 'sec-fetch-site': 'same-origin', origin: SITE }), SITE)).toBe(true);
  expect(isSameOrigin(request('POST', { origin: SITE }), SITE)).toBe(true);
  expect(
    isSameOrigin(request('POST', { origin: 'http://192.168.1.5:3000', host: '192.168.1.5:3000' }), SITE),
  ).toBe(true);
});

it('goes on only to paths of this site', () => {
  expect(ownPath('/shanghai/agenda?x=1')).toBe('/shanghai/agenda?x=1');
  for (const evil of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    '',
    null,
    7,
  ]) {
    expect([evil, ownPath(evil)]).toEqual([evil, '/']);
  }
});
