import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startS3, type S3Server } from '@plenary/domain/testing/s3-server.ts';
import { expect, startSite, test, type Site } from './site.ts';

let s3: S3Server;
let site: Site;
test.beforeAll(async () => {
  s3 = await startS3();
  const { endpoint, bucket, region, keyId, secret } = s3.bucket;
  site = await startSite({
    sample: true,
    environment: () => ({
      PLENARY_S3_ENDPOINT: endpoint,
      PLENARY_S3_BUCKET: bucket,
      PLENARY_S3_REGION: region,
      PLENARY_S3_KEY: keyId,
      PLENARY_S3_SECRET: secret,
    }),
  });
});
test.afterAll(async () => {
  await site.stop();
  await s3.stop();
});

test('files are kept in a bucket and come from it; without it everything else goes on @desk', async ({
  page,
  request,
}) => {
  expect(s3.objects.size).toBeGreaterThan(5); // what the sample's people attached
  expect(existsSync(join(site.data, 'files'))).toBe(false);
  expect(readdirSync(join(site.data, 'uploads'))).toEqual([]);
  await page.goto(`${site.origin}/archive?search=roadmap`);
  await page.getByRole('button', { name: 'Look through roadmap.pdf here' }).click();
  await expect(page.getByText('Shanghai, April 2015')).toBeAttached();
  const path = (await page.getByRole('link', { name: 'Open roadmap.pdf' }).getAttribute('href')) ?? '';
  const part = await request.get(site.origin + path, { headers: { range: 'bytes=1-3' } });
  expect([part.status(), await part.text(), part.headers()['content-range']?.slice(0, 10)]).toEqual([
    ...[206, 'PDF', 'bytes 1-3/'],
  ]);
  s3.failFrom(1, 403);
  const away = await request.get(site.origin + path, { headers: { accept: 'text/html' } });
  expect([away.status(), (await away.text()).includes('The store of files does not answer')]).toEqual([
    503,
    true,
  ]);
  expect((await request.get(`${site.origin}/archive`)).status()).toBe(200);
});
