import { expect, it, vi } from 'vitest';
import type { RequestEvent } from '@sveltejs/kit';
import { networkOfAddress, waitToAsk } from './invitation-limit.ts';
import { RateLimit } from './rate-limit.ts';

it('lets as many go on as its rate says, and tells the others how long to wait', () => {
  let now = 0;
  const limit = new RateLimit({ most: 2, withinMs: 60_000 }, 10, () => now);
  expect([limit.take('a'), limit.take('a'), limit.take('a'), limit.take('b')]).toEqual([0, 0, 60, 0]);
  now = 59_001;
  expect(limit.take('a')).toBe(1);
  now = 60_000;
  expect([limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([0, 0, 60]);
});

it('remembers nobody beyond the window, also when nobody comes any more', () => {
  vi.useFakeTimers();
  try {
    const limit = new RateLimit({ most: 1, withinMs: 60_000 }, 10, Date.now);
    limit.take('a');
    vi.advanceTimersByTime(30_000);
    limit.take('b');
    expect(limit.size).toBe(2);
    vi.advanceTimersByTime(30_000);
    expect(limit.size).toBe(1);
    vi.advanceTimersByTime(60_000);
    expect(limit.size).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

it('stays small in a flood from many addresses', () => {
  const limit = new RateLimit({ most: 1, withinMs: 60_000 }, 100, () => 0);
  for (let n = 0; n < 10_000; n++) expect(limit.take(String(n))).toBe(0);
  expect(limit.size).toBe(100);
  expect(limit.take('9999')).toBe(60);
});

it('takes an IPv6 household for one, and this machine for nobody', () => {
  for (const [address, network] of [
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:DB8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['fe80::1', 'fe80:0:0:0'],
    ['::1', undefined],
    ['127.0.0.1', undefined],
    ['::ffff:127.0.0.1', undefined],
    ['', undefined],
  ] as const)
    expect([address, networkOfAddress(address)]).toEqual([address, network]);
});

it('stops one network and lets the next one ask; a full room behind one address passes', () => {
  const from = (address: string) => ({ getClientAddress: () => address }) as RequestEvent; // all that is asked of it
  for (let n = 0; n < 200; n++) expect(waitToAsk(from('203.0.113.7'))).toBe(0);
  expect(waitToAsk(from('203.0.113.7'))).toBeGreaterThan(3000);
  expect(waitToAsk(from('203.0.113.8'))).toBe(0);
  const behindUnknownProxy = {
    getClientAddress: () => {
      throw new Error('no such header');
    },
  } as unknown as RequestEvent; // as above
  for (let n = 0; n < 300; n++) expect(waitToAsk(behindUnknownProxy)).toBe(0);
});
