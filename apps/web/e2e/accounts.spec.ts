import { expect, sampleLink, signInWith, test } from './site.ts';

test('somebody adds a passkey, signs in with it, and ends the other sign-ins @desk', async ({
  browser,
  sample,
}) => {
  const page = await signInWith(browser, sampleLink(sample, 'Aoife Brennan'));
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });

  await page.goto(`${sample.origin}/account`);
  await expect(page.getByText('Hypervisor Hackathon Cambridge').first()).toBeVisible();
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByRole('button', { name: 'Remove' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.waitForURL(`${sample.origin}/`);
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();

  await page.goto(`${sample.origin}/sign-in?next=/account`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.waitForURL(`${sample.origin}/account`);
  await expect(page.getByText('aoife.brennan@example.org')).toBeVisible();

  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.goto(`${sample.origin}/account`);
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('a sign-in link works once, and opening it alone signs nobody in @desk', async ({ browser, sample }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${sample.origin}/sign-in`);
  await page.getByLabel('Mail address').fill('new.person@example.org');
  await page.getByRole('button', { name: 'Mail me a link' }).click();
  await page.getByText('A link is on its way').waitFor();
  const { links } = await sample.lastMail('new.person@example.org');
  const link = links[0] ?? '';
  for (let scan = 0; scan < 3; scan++) expect((await context.request.get(link)).status()).toBe(200); // as mail scanners do
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in now' }).click();
  await expect(page.getByRole('link', { name: 'new.person@example.org' })).toBeVisible();
  const other = await (await browser.newContext()).newPage();
  await other.goto(link);
  await other.getByRole('button', { name: 'Sign in now' }).click();
  await expect(other.getByText('This link has been used already or is too old')).toBeVisible();
});
