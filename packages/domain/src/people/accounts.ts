import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { parseSetCookieHeader } from 'better-auth/cookies';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { magicLink } from 'better-auth/plugins/magic-link';
import type { Db } from '../database/db.ts';
import { later, timestamp, type Clock } from '../kernel/clock.ts';
import { newId, type Id } from '../kernel/ids.ts';
import type { Site } from '../kernel/site.ts';
import { findSignIn, type Account } from './account-queries.ts';
import { signInToken } from './sign-in-cookie.ts';

/** An OpenID Connect provider people can sign in with; the identity is issuer and subject, never the mail alone. */
export interface OpenIdSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
}

export interface AccountsNeeds {
  readonly db: Db;
  readonly clock: Clock;
  readonly site: Site;
  readonly openId: OpenIdSettings | undefined;
  /** Called with the token of a sign-in link that somebody asked for. */
  readonly sendSignInLink: (to: { email: string; token: string; locale: string | null }) => Promise<void>;
}

/** Sign-in links are good for ten minutes and for one use (ASVS 5.0, 6.5.5). */
export const SIGN_IN_LINK_MINUTES = 10;
export const OPEN_ID_PROVIDER = 'openid';
const SESSION_DAYS = 30;
const PROLONG_AFTER_DAYS = 1;

export interface SignedIn {
  readonly account: Account;
  readonly signInId: Id;
}

/** Accounts without passwords: mail links, passkeys, OpenID Connect. Rows lie in our tables under our names. */
export function createAccounts({ db, clock, site, openId, sendSignInLink }: AccountsNeeds) {
  const auth = betterAuth({
    appName: 'Plenary',
    baseURL: site.origin,
    basePath: '/api/auth',
    secret: site.secret,
    // The same text and number columns on both engines; "sqlite" names that way of writing dates and flags.
    database: { db, type: 'sqlite' },
    trustedOrigins: [site.origin],
    emailAndPassword: { enabled: false },
    user: {
      modelName: 'people',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    session: {
      modelName: 'auth_sessions',
      fields: {
        userId: 'person_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      expiresIn: SESSION_DAYS * 86_400,
      updateAge: PROLONG_AFTER_DAYS * 86_400,
    },
    account: {
      modelName: 'auth_accounts',
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'person_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'auth_verifications',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    advanced: {
      database: { generateId: () => newId() },
      cookiePrefix: 'plenary',
      useSecureCookies: site.origin.startsWith('https:'),
      ipAddress: { disableIpTracking: true },
    },
    // When a provider sends somebody back with a problem, our own page says so.
    onAPIError: { errorURL: `${site.origin}/sign-in` },
    telemetry: { enabled: false },
    logger: { level: 'error' },
    plugins: [
      magicLink({
        expiresIn: SIGN_IN_LINK_MINUTES * 60,
        storeToken: 'hashed',
        sendMagicLink: async ({ email, token, metadata }) => {
          const take: unknown = metadata?.['take'];
          if (typeof take === 'function') take(token);
          else
            await sendSignInLink({
              email,
              token,
              locale: typeof metadata?.['locale'] === 'string' ? metadata['locale'] : null,
            });
        },
      }),
      passkey({
        rpID: new URL(site.origin).hostname,
        rpName: 'Plenary',
        origin: site.origin,
        schema: {
          passkey: {
            modelName: 'passkeys',
            fields: {
              publicKey: 'public_key',
              userId: 'person_id',
              credentialID: 'credential_id',
              deviceType: 'device_type',
              backedUp: 'backed_up',
              createdAt: 'created_at',
            },
          },
        },
      }),
      ...(openId
        ? [
            genericOAuth({
              config: [
                {
                  providerId: OPEN_ID_PROVIDER,
                  clientId: openId.clientId,
                  clientSecret: openId.clientSecret,
                  discoveryUrl: `${openId.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
                  scopes: ['openid', 'email', 'profile'],
                  pkce: true,
                },
              ],
            }),
          ]
        : []),
    ],
  });

  return {
    /** Answers the calls of the browser for passkeys and OpenID Connect; nothing else is reachable from outside. */
    handle: (request: Request): Promise<Response> | Response =>
      OPEN_TO_BROWSERS.some((path) => new URL(request.url).pathname.startsWith(`/api/auth/${path}`))
        ? auth.handler(request)
        : new Response(null, { status: 404 }),

    /**
     * Who is signed in, by the cookies of a request, in one statement: every request of a person asks
     * this. Once a day better-auth is asked too, which prolongs the sign-in.
     */
    async whoIs(headers: Headers): Promise<SignedIn | undefined> {
      const { authCookies, secret } = await auth.$context;
      const token = signInToken(headers.get('cookie'), { name: authCookies.sessionToken.name, secret });
      const now = timestamp(clock.now());
      const found = token && (await findSignIn(db, token, now));
      if (!found) return undefined;
      if (found.until < later(now, { days: SESSION_DAYS - PROLONG_AFTER_DAYS }))
        await auth.api.getSession({ headers });
      return { account: found.account, signInId: found.signInId };
    },

    /** Mails a sign-in link. Says the same whether or not the address is known. */
    async mailSignInLink(email: string, locale: string | null): Promise<void> {
      await auth.api.signInMagicLink({ body: { email, metadata: { locale } }, headers: new Headers() });
    },

    /** Makes a sign-in link without mailing it: for the first owner and the sample community. */
    async signInToken(email: string): Promise<string> {
      let token = '';
      await auth.api.signInMagicLink({
        body: { email, metadata: { take: (made: string) => (token = made) } },
        headers: new Headers(),
      });
      return token;
    },

    /** Spends a sign-in link. The answer's `set-cookie` headers sign the browser in; undefined when it is spent or too old. */
    async spendSignInLink(token: string, headers: Headers): Promise<Headers | undefined> {
      const answer = await auth.api.magicLinkVerify({ query: { token }, headers, asResponse: true });
      return answer.ok ? answer.headers : undefined;
    },

    async signOut(headers: Headers): Promise<Headers> {
      const answer = await auth.api.signOut({ headers, asResponse: true });
      return answer.headers;
    },

    /** Where to send the browser to sign in at the OpenID Connect provider. */
    async openIdAddress(headers: Headers): Promise<{ url: string; headers: Headers }> {
      const answer = await auth.api.signInSocial({
        body: {
          provider: OPEN_ID_PROVIDER,
          callbackURL: '/',
          errorCallbackURL: '/sign-in',
          disableRedirect: true,
        },
        headers,
        asResponse: true,
      });
      const { url } = (await answer.json()) as { url: string }; // better-auth's documented answer
      return { url, headers: answer.headers };
    },
    openIdName: openId?.name,
  };
}

const OPEN_TO_BROWSERS = ['passkey/', 'callback/openid'];

/** A cookie that an answer of the accounts sets. */
export interface AccountCookie {
  readonly name: string;
  readonly value: string;
  readonly secure: boolean;
  /** In seconds; undefined: until the browser closes. */
  readonly maxAge: number | undefined;
}

/** The cookies in an answer's `set-cookie` headers. */
export function cookiesIn(headers: Headers): AccountCookie[] {
  return headers.getSetCookie().flatMap((line) =>
    [...parseSetCookieHeader(line)].map(([name, attributes]) => ({
      name,
      value: decodeURIComponent(attributes.value),
      secure: Boolean(attributes.secure),
      maxAge: attributes['max-age'] === undefined ? undefined : Number(attributes['max-age']),
    })),
  );
}

export type Accounts = ReturnType<typeof createAccounts>;
