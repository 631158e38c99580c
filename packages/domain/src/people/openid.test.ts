import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../kernel/clock.ts';
import type { OpenDatabase } from '../database/open-database.ts';
import { addPerson } from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { createAccounts, type Accounts } from './accounts.ts';

/** An OpenID Connect provider of our own on the loopback, whose ID tokens a test can spoil. */
class Issuer {
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly #server: Server;
  origin = '';
  claims: Record<string, unknown> = {};
  challenge: string | null = null;

  constructor() {
    this.#server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', this.origin);
      response.setHeader('content-type', 'application/json');
      const answers: Record<string, () => unknown> = {
        '/.well-known/openid-configuration': () => ({
          issuer: this.origin,
          authorization_endpoint: `${this.origin}/authorize`,
          token_endpoint: `${this.origin}/token`,
          userinfo_endpoint: `${this.origin}/userinfo`,
          jwks_uri: `${this.origin}/jwks`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
        }),
        '/jwks': () => ({
          keys: [{ ...this.#keys.publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }],
        }),
        '/token': () => ({
          access_token: 'access',
          token_type: 'Bearer',
          expires_in: 60,
          id_token: this.#idToken(),
        }),
        '/userinfo': () => this.claims,
      };
      response.end(JSON.stringify(answers[pathname]?.() ?? {}));
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    this.origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #idToken(): string {
    const now = Math.floor(Date.now() / 1000);
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const body = `${encode({ alg: 'RS256', kid: 'k' })}.${encode({ iss: this.origin, aud: 'plenary', iat: now, exp: now + 60, ...this.claims })}`;
    return `${body}.${createSign('RSA-SHA256').update(body).sign(this.#keys.privateKey, 'base64url')}`;
  }
}

onBothEngines('signing in with OpenID Connect', (fresh) => {
  let open: OpenDatabase;
  let issuer: Issuer;
  let accounts: Accounts;
  beforeEach(async () => {
    open = await fresh();
    issuer = new Issuer();
    await issuer.listen();
    accounts = createAccounts({
      db: open.db,
      clock: systemClock,
      site: { origin: 'http://localhost:3000', secret: 's'.repeat(43) },
      openId: { issuer: issuer.origin, clientId: 'plenary', clientSecret: 'secret', name: 'Test' },
      sendSignInLink: () => Promise.resolve(),
    });
  });
  afterEach(async () => {
    issuer.close();
    await open.close();
  });

  /** Goes to the provider and comes back with a code; returns who is signed in then. */
  async function comeBack(change: (back: URL) => void = () => undefined): Promise<string | undefined> {
    const { url, headers } = await accounts.openIdAddress(new Headers({ host: 'localhost:3000' }));
    const there = new URL(url);
    expect(there.searchParams.get('code_challenge_method')).toBe('S256');
    issuer.claims = {
      ...issuer.claims,
      ...(there.searchParams.get('nonce') && { nonce: there.searchParams.get('nonce') }),
    };
    const back = new URL(there.searchParams.get('redirect_uri') ?? '');
    back.searchParams.set('code', randomUUID());
    back.searchParams.set('state', there.searchParams.get('state') ?? '');
    change(back);
    const cookie = headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const answer = await accounts.handle(new Request(back, { headers: { cookie } }));
    const signedIn = answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    return (await accounts.whoIs(new Headers({ cookie: signedIn })))?.account.id;
  }

  it('makes an account from issuer and subject, and finds it again when the mail has changed', async () => {
    issuer.claims = { sub: 'ada-1', email: 'ada@example.org', email_verified: true, name: 'Ada' };
    const first = await comeBack();
    expect(first).toBeDefined();
    issuer.claims = { sub: 'ada-1', email: 'ada@elsewhere.example', email_verified: true, name: 'Ada' };
    expect(await comeBack()).toBe(first);
    expect(await open.db.selectFrom('people').select('name').execute()).toEqual([{ name: 'Ada' }]);
  });

  it('never takes over an account by a mail address that the provider has not verified', async () => {
    const known = await addPerson(open.db, 'Grace', { email: 'grace@example.org' });
    issuer.claims = { sub: 'eve-1', email: 'grace@example.org', email_verified: false, name: 'Eve' };
    expect(await comeBack()).not.toBe(known);
    expect(await open.db.selectFrom('auth_accounts').selectAll().execute()).toEqual([]);
  });

  it('refuses a state that is not ours', async () => {
    issuer.claims = { sub: 'ada-1', email: 'ada@example.org', email_verified: true, name: 'Ada' };
    expect(await comeBack((back) => back.searchParams.set('state', 'forged'))).toBeUndefined();
    expect(await open.db.selectFrom('people').selectAll().execute()).toEqual([]);
  });
});
