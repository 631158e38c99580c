import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { person, visitor } from '../kernel/actor.ts';
import { systemClock, timestamp } from '../kernel/clock.ts';
import { addPerson } from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { listSignIns } from './account-queries.ts';
import { createAccounts, type Accounts } from './accounts.ts';
import { changeProfile } from './change-profile.ts';
import { claimSite, newOwnerToken } from './claim-site.ts';
import { endSignIn } from './end-sign-in.ts';

onBothEngines('an account', (fresh) => {
  let open: OpenDatabase;
  let accounts: Accounts;
  let mailed: { email: string; token: string }[];
  let later: number; // hours that the clock is ahead
  const needs = () => ({ db: open.db, clock: systemClock });

  beforeEach(async () => {
    open = await fresh();
    mailed = [];
    later = 0;
    accounts = createAccounts({
      db: open.db,
      clock: { now: () => systemClock.now().add({ hours: later }) },
      site: { origin: 'http://localhost:3000', secret: 's'.repeat(43) },
      openId: undefined,
      sendSignInLink: (to) => Promise.resolve(void mailed.push(to)),
    });
  });
  afterEach(() => open.close());

  const personRow = (id: string) =>
    open.db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  async function signIn(token: string): Promise<Headers | undefined> {
    const answer = await accounts.spendSignInLink(token, new Headers({ 'user-agent': 'A test' }));
    const cookie = answer
      ?.getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    return cookie ? new Headers({ cookie }) : undefined;
  }

  it('is made by the first mailed link that somebody opens, and the link works once', async () => {
    await accounts.mailSignInLink('ada@example.org', 'de');
    const token = mailed[0]?.token ?? '';
    expect(mailed).toEqual([{ email: 'ada@example.org', token, locale: 'de' }]);
    const cookies = await signIn(token);
    expect(await accounts.whoIs(cookies ?? new Headers())).toMatchObject({
      account: { email: 'ada@example.org', siteOwner: false },
    });
    expect(await signIn(token)).toBeUndefined();
    expect(await accounts.whoIs(new Headers({ cookie: 'plenary.session_token=undefined' }))).toBeUndefined();
  });

  it('is signed in by a cookie that this site signed, as long as it lasts, and no other', async () => {
    const cookies = await signIn(await accounts.signInToken('ada@example.org'));
    const cookie = cookies?.get('cookie') ?? '';
    const [name, value = ''] = cookie.split('=', 2);
    const [token, signature = ''] = decodeURIComponent(value).split('.');
    const flipped = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
    const asked = (sent: string) => accounts.whoIs(new Headers({ cookie: sent }));
    expect(await asked(`other=1; ${cookie}; more=2`)).toMatchObject({
      account: { email: 'ada@example.org' },
    });
    for (const forged of [token, `${token}.`, `${token}.${flipped}`, `x.${signature}`, `.${signature}`, '%'])
      expect([forged, await asked(`${name}=${encodeURIComponent(forged ?? '')}`)]).toEqual([
        forged,
        undefined,
      ]);
    expect(await asked(`${name}=%`)).toBeUndefined();
    expect(await asked(`x${cookie}`)).toBeUndefined();
    later = 30 * 24 + 1;
    expect(await asked(cookie)).toBeUndefined();
  });

  it('stays signed in when it comes back within the month', async () => {
    const cookies = await signIn(await accounts.signInToken('ada@example.org'));
    const until = async () =>
      (await open.db.selectFrom('auth_sessions').select('expires_at').executeTakeFirstOrThrow()).expires_at;
    await accounts.whoIs(cookies ?? new Headers());
    const signedIn = await until();
    const yesterday = timestamp(systemClock.now().add({ hours: 29 * 24 - 1 }));
    await open.db.updateTable('auth_sessions').set({ expires_at: yesterday }).execute(); // signed in a day ago
    expect(await accounts.whoIs(cookies ?? new Headers())).toBeDefined();
    expect((await until()) >= signedIn).toBe(true);
  });

  it('keeps no token that could be read back from the database', async () => {
    await accounts.mailSignInLink('ada@example.org', null);
    const rows = await open.db.selectFrom('auth_verifications').selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(mailed[0]?.token);
  });

  it('is the person whom others already named by that address', async () => {
    const known = await addPerson(open.db, 'Grace', { email: 'grace@example.org', email_verified: 0 });
    await accounts.mailSignInLink('grace@example.org', null);
    const cookies = await signIn(mailed[0]?.token ?? '');
    expect((await accounts.whoIs(cookies ?? new Headers()))?.account.id).toBe(known);
  });

  it('lists its sign-ins and ends them, on every device or on one, and only its own', async () => {
    const [ada, eve] = [
      await accounts.signInToken('ada@example.org'),
      await accounts.signInToken('eve@example.org'),
    ];
    const [adas, eves] = [await signIn(ada), await signIn(eve)];
    const adaId = (await accounts.whoIs(adas ?? new Headers()))?.account.id ?? '';
    const eveWho = await accounts.whoIs(eves ?? new Headers());
    expect(await listSignIns(open.db, adaId, timestamp(systemClock.now()))).toMatchObject([
      { device: 'A test' },
    ]);
    expect(await endSignIn(needs(), person(adaId), { signIn: eveWho?.signInId ?? '' })).toMatchObject({
      error: { code: 'not-found' },
    });
    expect(await endSignIn(needs(), visitor, { signIn: 'all' })).toMatchObject({
      error: { code: 'sign-in-needed' },
    });
    expect(await endSignIn(needs(), person(adaId), { signIn: 'all' })).toMatchObject({
      ok: true,
      value: { count: 1 },
    });
    expect(await accounts.whoIs(adas ?? new Headers())).toBeUndefined();
    expect(await accounts.whoIs(eves ?? new Headers())).toBeDefined();
  });

  it('changes its own profile only', async () => {
    const ada = await addPerson(open.db, 'Ada');
    const input = { name: 'Ada L.', affiliation: 'Engines', locale: 'de' as const };
    expect(await changeProfile(needs(), visitor, input)).toMatchObject({ error: { code: 'sign-in-needed' } });
    expect(await changeProfile(needs(), person(ada), input)).toMatchObject({ ok: true });
    expect(await personRow(ada)).toMatchObject({ ...input });
  });

  it('becomes the owner of the site by the first start’s link, once', async () => {
    const first = await newOwnerToken(open.db);
    const token = (await newOwnerToken(open.db)) ?? '';
    const input = { token, name: 'Olga', email: 'olga@example.org' };
    expect(await claimSite(needs(), visitor, { ...input, token: first ?? '' })).toMatchObject({
      error: { code: 'link-expired' },
    });
    const claimed = await claimSite(needs(), visitor, input);
    expect(claimed).toMatchObject({ ok: true });
    const olga = await personRow(claimed.ok ? claimed.value.personId : '');
    expect(olga).toMatchObject({ name: 'Olga', site_owner_since: expect.any(String) as string });
    expect(await claimSite(needs(), visitor, input)).toMatchObject({ error: { code: 'link-expired' } });
    expect(await newOwnerToken(open.db)).toBeUndefined();
  });

  it('lets browsers reach nothing of the sign-in machinery but passkeys and the OpenID callback', async () => {
    for (const path of ['sign-in/magic-link', 'update-user', 'delete-user', 'get-session', 'sign-up/email']) {
      const answer = await accounts.handle(
        new Request(`http://localhost:3000/api/auth/${path}`, { method: 'POST' }),
      );
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });
});
