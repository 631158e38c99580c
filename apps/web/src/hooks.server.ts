import { AsyncLocalStorage } from 'node:async_hooks';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { sequence } from '@sveltejs/kit/hooks';
import { visitor, person } from '@plenary/domain/kernel/actor.ts';
import { newId } from '@plenary/domain/kernel/ids.ts';
import { isOwnAddress } from '@plenary/domain/posts/old-address.ts';
import { postFormerlyAt } from '@plenary/domain/posts/old-address-queries.ts';
import { takeApplication } from '#lib/server/application.ts';
import { withSecurityHeaders } from '#lib/server/security-headers.ts';
import { isSameOrigin } from '#lib/server/same-origin.ts';
import { ScheduleSnapshots } from '#lib/server/schedule-snapshot.ts';
import {
  extractLocaleFromRequest,
  overwriteServerAsyncLocalStorage,
  type Locale,
} from '#lib/paraglide/runtime.js';

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

const secure: Handle = async ({ event, resolve }) => {
  const app = takeApplication();
  event.locals.app = app;
  if (UNSAFE.has(event.request.method) && !isSameOrigin(event.request, app.site.origin)) {
    return withSecurityHeaders(
      new Response('This request came from another site and was refused.', { status: 403 }),
      app.settings,
    );
  }
  return withSecurityHeaders(await resolve(event), app.settings);
};

const identify: Handle = async ({ event, resolve }) => {
  const { app } = event.locals;
  event.locals.actor = visitor;
  event.locals.account = null;
  event.locals.signInId = null;
  if (event.request.headers.has('cookie')) {
    const who = await app.accounts.whoIs(event.request.headers);
    if (who) {
      event.locals.actor = person(who.account.id);
      event.locals.account = who.account;
      event.locals.signInId = who.signInId;
    }
  }
  return resolve(event);
};

const languages = new AsyncLocalStorage<{ locale?: Locale; origin?: string; messageCalls?: Set<string> }>();
overwriteServerAsyncLocalStorage(languages);

/**
 * Texts in the reader's language, for as long as their request lasts. Paraglide's own middleware does
 * this too, and clones the request: a body would be kept in memory twice.
 */
const speak: Handle = ({ event, resolve }) => {
  const locale = extractLocaleFromRequest(event.request);
  return languages.run({ locale, origin: event.url.origin, messageCalls: new Set() }, () =>
    resolve(event, { transformPageChunk: ({ html }) => html.replace('%plenary.lang%', locale) }),
  );
};

const answerCalls: Handle = async ({ event, resolve }) => {
  const { app, actor } = event.locals;
  const { pathname } = event.url;
  if (pathname.startsWith('/api/auth/')) {
    const request = await withBody(event.request);
    return request ? app.accounts.handle(request) : new Response(null, { status: 413 });
  }
  if (!pathname.startsWith('/api/')) return resolve(event);
  return app.api.fetch(event.request, {
    actor,
    needs: app.needs(event.request.headers.get('idempotency-key') ?? undefined),
  });
};

const OLD_ADDRESS_SECONDS = 3600; // a post's writers may change their mind

/** Where there is no page of ours, a post may have been before it came here. */
const followOldAddresses: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  const { method } = event.request;
  const { pathname } = event.url;
  if (response.status !== 404 || (method !== 'GET' && method !== 'HEAD') || isOwnAddress(pathname))
    return response;
  const slug = await postFormerlyAt(event.locals.app.db, pathname);
  if (!slug) return response;
  return new Response(null, {
    status: 301,
    headers: { location: `/posts/${slug}`, 'cache-control': `public, max-age=${OLD_ADDRESS_SECONDS}` },
  });
};

/** The request with its body read; undefined when that is too large. better-auth would take it for our failure. */
async function withBody(request: Request): Promise<Request | undefined> {
  if (!request.body) return request;
  const body = await request.arrayBuffer().catch(() => undefined);
  return body && new Request(request.url, { method: request.method, headers: request.headers, body });
}

export const handle = sequence(
  secure,
  new ScheduleSnapshots().handle,
  identify,
  speak,
  followOldAddresses,
  answerCalls,
);

/** Expected errors keep their words; an unexpected one is logged once, and the person gets a reference to quote. */
export const handleError: HandleServerError = ({ kind, error }) => {
  if (kind !== 'unknown') return undefined;
  const reference = newId().slice(-8);
  console.error(`[${reference}]`, error);
  return { message: 'Something went wrong on our side.', reference };
};
