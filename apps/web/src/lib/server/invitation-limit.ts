import type { RequestEvent } from '@sveltejs/kit';
import { RateLimit } from './rate-limit.ts';

/*
 * A visitor's request for an invitation writes rows and sends a mail to an address they name, so it is
 * limited, per network address and for the whole site. The numbers are far above what people do:
 *
 * - A full conference room behind one address, asked from the stage to sign up: some hundred people,
 *   of whom not all ask within the same hour.
 * - Requests open at nine and a large community waits for it: a thousand people within minutes.
 *
 * Whoever is signed in is not counted: they have one request an event anyway.
 */
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const PER_ADDRESS = { most: 200, withinMs: HOUR_MS };
const OF_THE_SITE = { most: 2000, withinMs: 10 * MINUTE_MS };
const MOST_ADDRESSES = 10_000;

const perAddress = new RateLimit(PER_ADDRESS, MOST_ADDRESSES);
const ofTheSite = new RateLimit(OF_THE_SITE, 1);

/** Counts a visitor's request for an invitation; 0 when it may go on, else how many seconds to wait. */
export function waitToAsk(event: RequestEvent): number {
  const network = networkOf(event);
  return (network && perAddress.take(network)) || ofTheSite.take('site');
}

/**
 * Where a request comes from: an IPv4 address, or the /64 that one household or room has in IPv6.
 * Undefined when that says nothing: behind a proxy that `PLENARY_PROXIES` does not tell of, everybody
 * comes from this very machine.
 */
function networkOf(event: Pick<RequestEvent, 'getClientAddress'>): string | undefined {
  return networkOfAddress(addressOf(event));
}

export function networkOfAddress(address: string): string | undefined {
  const plain = address
    .trim()
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '');
  if (plain === '' || plain === '::1' || plain.startsWith('127.')) return undefined;
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head.split(':').filter(Boolean);
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length;
  const full = [...groups, ...Array<string>(Math.max(0, missing)).fill('0'), ...(tail ?? '').split(':')];
  return full.slice(0, 4).join(':');
}

function addressOf(event: Pick<RequestEvent, 'getClientAddress'>): string {
  try {
    return event.getClientAddress();
  } catch {
    return ''; // the proxies that were promised are not there
  }
}
