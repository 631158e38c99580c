import { describe, expect, it } from 'vitest';
import { isPublicAddress, isPushAddress, LONGEST_ENDPOINT, publicLookup } from './push-address.ts';

describe('the address of a push service', () => {
  it.each([
    'https://fcm.googleapis.com/fcm/send/abc',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/QGu',
    'https://wns2-par02p.notify.windows.com/w/?token=abc',
    'https://8.8.8.8/push',
    'https://[2606:4700::1111]/push',
  ])('may be %s', (endpoint) => expect(isPushAddress(endpoint, false)).toBe(true));

  it.each([
    'http://push.example.org/1',
    'ftp://push.example.org/1',
    'javascript:alert(1)',
    'https://push.example.org:8443/1',
    'https://me:secret@push.example.org/1',
    'https://localhost/1',
    'https://router/1',
    'https://db.internal/1',
    'https://printer.local/1',
    'https://127.0.0.1/1',
    'https://2130706433/1', // 127.0.0.1 as one number
    'https://0x7f.1/1',
    'https://10.1.2.3/1',
    'https://172.31.0.1/1',
    'https://192.168.0.1/1',
    'https://169.254.169.254/latest/meta-data/',
    'https://100.64.0.1/1',
    'https://0.0.0.0/1',
    'https://[::1]/1',
    'https://[::ffff:127.0.0.1]/1',
    'https://[64:ff9b::7f00:1]/1',
    'https://[2002:7f00:1::]/1',
    'https://[fe80::1]/1',
    'https://[fd00::1]/1',
    `https://push.example.org/${'x'.repeat(LONGEST_ENDPOINT)}`,
    'not an address',
    '',
  ])('may not be %s', (endpoint) => expect(isPushAddress(endpoint, false)).toBe(false));

  it('may be on this machine for tests, but still not something else', () => {
    expect(isPushAddress('http://127.0.0.1:4329/push/1', true)).toBe(true);
    expect(isPushAddress('file:///etc/passwd', true)).toBe(false);
  });

  it('is public only where everybody may be', () => {
    expect(['1.1.1.1', '192.0.1.1', '2a00:1450::1'].map(isPublicAddress)).toEqual([true, true, true]);
    expect(['224.0.0.1', '255.255.255.255', 'ff02::1', '::', 'nonsense'].map(isPublicAddress)).toEqual(
      Array.from({ length: 5 }, () => false),
    );
  });

  it('is looked at again when its name is asked for: a name may lead anywhere', async () => {
    const error = await new Promise((resolve) =>
      publicLookup('localhost', { all: true }, (problem) => resolve(problem)),
    );
    expect(String(error)).toContain('localhost is at');
  });
});
