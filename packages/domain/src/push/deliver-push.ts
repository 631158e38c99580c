import { createHash } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import webPush from 'web-push';
import { isPushAddress, NotPublicAddress, publicLookup } from './push-address.ts';
import type { PushKeys } from './push-keys.ts';

/** A browser's address and keys, as `push_devices` has them. */
export interface Receiver {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

export interface Parcel {
  readonly text: string;
  /** How long a push service keeps it for a device that is off. */
  readonly seconds: number;
  /** A later one with the same tag replaces it there. */
  readonly tag: string;
}

/** What became of it. `later`: not now; worth another try, after so many seconds if the service says so. */
export type PushOutcome =
  | { readonly kind: 'taken' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'later'; readonly why: string; readonly seconds: number | null };

export type DeliverPush = (to: Receiver, parcel: Parcel) => Promise<PushOutcome>;

export interface DeliverySettings {
  readonly keys: PushKeys;
  /** Whom a push service may write to about us: `mailto:` or `https:` (RFC 8292, 2.1). */
  readonly subject: string;
  /** Also http, and addresses that are not public: for tests with a push service of their own. */
  readonly anywhere: boolean;
}

const TIMEOUT_MS = 10_000;
const LONGEST_WAIT_SECONDS = 3600;

/** Encrypts for the browser (RFC 8291), signs as this site (RFC 8292), and hands over to its push service (RFC 8030). */
export function deliverByPush({ keys, subject, anywhere }: DeliverySettings): DeliverPush {
  return async (to, parcel) => {
    if (!isPushAddress(to.endpoint, anywhere)) return { kind: 'refused', why: 'not a public address' };
    let request: webPush.RequestDetails;
    try {
      request = webPush.generateRequestDetails(
        { endpoint: to.endpoint, keys: { p256dh: to.p256dh, auth: to.auth } },
        parcel.text,
        {
          vapidDetails: { subject, ...keys },
          TTL: Math.max(0, Math.round(parcel.seconds)),
          urgency: 'high',
          topic: topicOf(parcel.tag),
        },
      );
    } catch (error) {
      // A key of the right length that is no point on the curve: this browser will never hear anything.
      return { kind: 'refused', why: sentence(error) };
    }
    try {
      return outcomeOf(await post(request, anywhere));
    } catch (error) {
      if (error instanceof NotPublicAddress) return { kind: 'refused', why: 'not a public address' };
      return { kind: 'later', why: sentence(error), seconds: null };
    }
  };
}

/** RFC 8030, 5.4: at most 32 characters of base64url. */
function topicOf(tag: string): string {
  return createHash('sha256').update(tag).digest('base64url').slice(0, 32);
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

/** Follows no redirect: it would lead past the check of the address. */
function post(request: webPush.RequestDetails, anywhere: boolean): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { request: begin } = new URL(request.endpoint).protocol === 'http:' ? http : https;
    const sent = begin(
      request.endpoint,
      {
        method: request.method,
        headers: request.headers as http.OutgoingHttpHeaders, // web-push types them loosely
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(!anywhere && { lookup: publicLookup }),
      },
      (response) => {
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
        response.destroy(); // what it says beyond the status is of no use
      },
    );
    sent.on('error', reject);
    sent.end(request.body);
  });
}

function outcomeOf({ status, retryAfter }: Answer): PushOutcome {
  if (status >= 200 && status < 300) return { kind: 'taken' };
  if (status === 404 || status === 410) return { kind: 'gone' };
  if (status === 429 || status >= 500) {
    const seconds = Number(retryAfter ?? Number.NaN);
    const told = Number.isFinite(seconds) && seconds > 0;
    return {
      kind: 'later',
      why: `answered ${status}`,
      seconds: told ? Math.min(seconds, LONGEST_WAIT_SECONDS) : null,
    };
  }
  return { kind: 'refused', why: `answered ${status}` };
}

function sentence(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}
