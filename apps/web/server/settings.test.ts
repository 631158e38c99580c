import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readSettings, SETTINGS } from './settings.ts';

it('needs no setting at all', () => {
  expect(readSettings({})).toMatchObject({
    ok: true,
    settings: {
      port: 3000,
      host: '0.0.0.0',
      origin: 'http://localhost:3000',
      proxies: 0,
      forgetDays: 730,
      fileLimit: 4_000_000_000,
      eventFilesLimit: 50_000_000_000,
      personPicturesLimit: 200_000_000,
      picturesLimit: 5_000_000_000,
      filesOrigin: 'http://localhost:3000',
      bucket: undefined,
      databaseUrl: undefined,
      smtpUrl: undefined,
      openId: undefined,
      pushSubject: 'mailto:plenary@localhost',
      pushAnywhere: false,
    },
  });
});

it('lists every problem at once, with the value and what to do', () => {
  const read = readSettings({
    PORT: '80x',
    PLENARY_ORIGIN: 'events.example.org/x',
    PLENARY_PROXIES: '-1',
    PLENARY_FORGET_DAYS: '0',
    PLENARY_FILE_MB: '0.5',
    PLENARY_EVENT_FILES_MB: 'many',
    PLENARY_PERSON_PICTURES_MB: '0',
    PLENARY_PICTURES_MB: '-5',
    PLENARY_FILES_ORIGIN: 'files.example.org',
    PLENARY_S3_ENDPOINT: 's3.example.org/talks',
    PLENARY_S3_BUCKET: 'talks/of/2026',
    DATABASE_URL: 'mysql://x',
    PLENARY_SECRET: 'short',
    SMTP_URL: 'mail.example.org',
    PUSH_SUBJECT: 'ops@example.org',
    PUSH_ANYWHERE: 'maybe',
    OIDC_ISSUER: 'https://id.example.org',
  });
  expect(read.ok).toBe(false);
  const text = read.ok ? '' : read.problems.join('\n');
  for (const name of [
    'PORT',
    'PLENARY_ORIGIN',
    'PLENARY_PROXIES',
    'PLENARY_FORGET_DAYS',
    'PLENARY_FILE_MB',
    'PLENARY_EVENT_FILES_MB',
    'PLENARY_PERSON_PICTURES_MB',
    'PLENARY_PICTURES_MB',
    'PLENARY_FILES_ORIGIN',
    'PLENARY_S3_ENDPOINT',
    'PLENARY_S3_BUCKET',
    'PLENARY_S3_KEY',
    'PLENARY_S3_SECRET',
    'DATABASE_URL',
    'PLENARY_SECRET',
    'SMTP_URL',
    'PUSH_SUBJECT',
    'PUSH_ANYWHERE',
    'OIDC_CLIENT_ID',
  ]) {
    expect(text).toContain(name);
  }
  expect(text).toContain('"80x"');
});

it('is documented: docs/operate.md lists the same settings with the same words', () => {
  const page = readFileSync(new URL('../../../docs/operate.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| +`([A-Z0-9_]+)` +\| +(?:`([^`]*)`)? *\| (.+?) +\|$/gm)];
  expect(rows.map(([, name, fallback, meaning]) => ({ name, fallback: fallback ?? '', meaning }))).toEqual(
    SETTINGS,
  );
});
