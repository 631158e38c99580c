import { readFileSync, writeFileSync, mkdirSync, existsSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { Bucket } from '@plenary/domain/materials/bucket-shelf.ts';

/** One setting as the operator meets it: `docs/operate.md` lists the same ones, and a test compares. */
export interface SettingDescription {
  readonly name: string;
  readonly fallback: string;
  readonly meaning: string;
}

/** Every setting there is. None is needed. */
export const SETTINGS = [
  { name: 'PORT', fallback: '3000', meaning: 'The port to listen on.' },
  {
    name: 'HOST',
    fallback: '0.0.0.0',
    meaning: 'The address to listen on; 127.0.0.1 behind a proxy on the same machine.',
  },
  {
    name: 'PLENARY_ORIGIN',
    fallback: 'http://localhost:PORT',
    meaning:
      'Where people reach the site, as in https://events.example.org. Links in mails start with it; passkeys belong to it.',
  },
  {
    name: 'PLENARY_PROXIES',
    fallback: '0',
    meaning:
      'How many reverse proxies of yours stand in front and add to X-Forwarded-For, so that limits on requests tell visitors apart.',
  },
  {
    name: 'PLENARY_DATA',
    fallback: './data',
    meaning: 'The folder that holds everything: database, secret, files, mails without SMTP.',
  },
  {
    name: 'DATABASE_URL',
    fallback: '',
    meaning:
      'A PostgreSQL 15+ database, as in postgres://user:password@host/name. Without it: SQLite in the data folder.',
  },
  {
    name: 'PLENARY_SECRET',
    fallback: '',
    meaning:
      'Signs secret links and cookies; at least 32 characters. Without it one is made and kept in the data folder. Needed when several machines share a database.',
  },
  {
    name: 'SMTP_URL',
    fallback: '',
    meaning:
      'The mail server, as in smtps://user:password@mail.example.org. Without it mails go to a folder and to a page for the operator.',
  },
  { name: 'MAIL_FROM', fallback: 'Plenary <plenary@HOSTNAME>', meaning: 'The sender of all mails.' },
  {
    name: 'PUSH_SUBJECT',
    fallback: '',
    meaning:
      'Whom a push service may write to about this site, as in mailto:ops@example.org. Without it: the address in MAIL_FROM.',
  },
  {
    name: 'PUSH_ANYWHERE',
    fallback: '',
    meaning: 'For tests only: yes lets notices go to http and to addresses that are not public.',
  },
  {
    name: 'PLENARY_FORGET_DAYS',
    fallback: '730',
    meaning:
      'After how many days it is forgotten who had confirmed and did not come, and when the others came and left.',
  },
  {
    name: 'PLENARY_FILE_MB',
    fallback: '4000',
    meaning: 'How large one file of a session or event may be, in megabytes: slides, a recording.',
  },
  {
    name: 'PLENARY_EVENT_FILES_MB',
    fallback: '50000',
    meaning: 'How much room the files of one event, or of one course, may take, in megabytes.',
  },
  {
    name: 'PLENARY_PERSON_PICTURES_MB',
    fallback: '200',
    meaning: 'How much room the pictures that one person puts into texts may take, in megabytes.',
  },
  {
    name: 'PLENARY_PICTURES_MB',
    fallback: '5000',
    meaning: 'How much room all pictures in texts may take, in megabytes.',
  },
  {
    name: 'PLENARY_FILES_ORIGIN',
    fallback: '',
    meaning:
      'A second name of this server, as in https://files.example.org, that serves the files of sessions and nothing else, so that no file ever shares an origin with pages. Without it they come from PLENARY_ORIGIN, in a sandbox.',
  },
  {
    name: 'PLENARY_S3_ENDPOINT',
    fallback: '',
    meaning:
      'A store that speaks S3, as in https://s3.example.org, to keep files in instead of the data folder. Addresses are of the path style: ENDPOINT/BUCKET/files/….',
  },
  {
    name: 'PLENARY_S3_BUCKET',
    fallback: '',
    meaning: 'The bucket there; needed with PLENARY_S3_ENDPOINT.',
  },
  { name: 'PLENARY_S3_REGION', fallback: 'us-east-1', meaning: 'The region that requests are signed for.' },
  {
    name: 'PLENARY_S3_KEY',
    fallback: '',
    meaning:
      'The id of an access key that may list, read, write and delete there; needed with PLENARY_S3_ENDPOINT.',
  },
  {
    name: 'PLENARY_S3_SECRET',
    fallback: '',
    meaning: 'The secret of that key; needed with PLENARY_S3_ENDPOINT.',
  },
  {
    name: 'OIDC_ISSUER',
    fallback: '',
    meaning: 'The address of an OpenID Connect provider to sign in with.',
  },
  { name: 'OIDC_CLIENT_ID', fallback: '', meaning: 'Our name there; needed with OIDC_ISSUER.' },
  { name: 'OIDC_CLIENT_SECRET', fallback: '', meaning: 'Our secret there; needed with OIDC_ISSUER.' },
  { name: 'OIDC_NAME', fallback: 'OpenID Connect', meaning: 'What the sign-in button calls the provider.' },
] as const satisfies readonly SettingDescription[];

type SettingName = (typeof SETTINGS)[number]['name'];

export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly origin: string;
  readonly proxies: number;
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
  readonly secret: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** `mailto:` or `https:`. */
  readonly pushSubject: string;
  readonly pushAnywhere: boolean;
  readonly forgetDays: number;
  /** In bytes: of one file, and of all files of an event. */
  readonly fileLimit: number;
  readonly eventFilesLimit: number;
  /** In bytes: of the pictures in texts that one person has sent, and of all of them. */
  readonly personPicturesLimit: number;
  readonly picturesLimit: number;
  /** Where files come from; the same as `origin` when there is no other. */
  readonly filesOrigin: string;
  /** Where files are kept; undefined: in the data folder. */
  readonly bucket: Bucket | undefined;
  readonly openId: { issuer: string; clientId: string; clientSecret: string; name: string } | undefined;
}

export type SettingsRead =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Decides the settings from the environment; every problem is in the answer, none is thrown. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): SettingsRead {
  const problems: string[] = [];
  const raw = (name: SettingName): string => environment[name]?.trim() ?? '';
  const port = Number(raw('PORT') || '3000');
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    problems.push(`PORT is "${raw('PORT')}"; it must be a whole number from 1 to 65535.`);
  const origin = (raw('PLENARY_ORIGIN') || `http://localhost:${port}`).replace(/\/$/, '');
  if (!isOrigin(origin))
    problems.push(
      `PLENARY_ORIGIN is "${origin}"; it must look like https://events.example.org, without a path.`,
    );
  const proxies = Number(raw('PLENARY_PROXIES') || '0');
  if (!Number.isInteger(proxies) || proxies < 0 || proxies > 9)
    problems.push(`PLENARY_PROXIES is "${raw('PLENARY_PROXIES')}"; it must be a whole number from 0 to 9.`);
  const databaseUrl = raw('DATABASE_URL') || undefined;
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl))
    problems.push('DATABASE_URL must start with postgres:// (leave it out for SQLite).');
  const secret = raw('PLENARY_SECRET') || undefined;
  if (secret && secret.length < 32)
    problems.push(
      'PLENARY_SECRET is too short; it must have at least 32 characters. Try: openssl rand -base64 32',
    );
  const smtpUrl = raw('SMTP_URL') || undefined;
  if (smtpUrl && !/^smtps?:\/\/\S+$/.test(smtpUrl))
    problems.push('SMTP_URL must look like smtps://user:password@mail.example.org.');
  const mailFrom =
    raw('MAIL_FROM') || `Plenary <plenary@${isOrigin(origin) ? new URL(origin).hostname : 'localhost'}>`;
  if (/[\r\n]/.test(mailFrom) || !mailFrom.includes('@'))
    problems.push(`MAIL_FROM is "${mailFrom}"; it must hold one mail address.`);
  const pushSubject = raw('PUSH_SUBJECT') || `mailto:${/[^\s<>]+@[^\s<>]+/.exec(mailFrom)?.[0] ?? ''}`;
  if (!/^(mailto:[^\s<>]+@[^\s<>]+|https:\/\/\S+)$/.test(pushSubject) && mailFrom.includes('@'))
    problems.push(`PUSH_SUBJECT is "${pushSubject}"; it must start with mailto: or https://.`);
  const anywhere = raw('PUSH_ANYWHERE');
  if (!['', 'yes', 'no'].includes(anywhere))
    problems.push(`PUSH_ANYWHERE is "${anywhere}"; it must be yes or no.`);
  const forgetDays = Number(raw('PLENARY_FORGET_DAYS') || '730');
  if (!Number.isInteger(forgetDays) || forgetDays < 1 || forgetDays > 36_500)
    problems.push(
      `PLENARY_FORGET_DAYS is "${raw('PLENARY_FORGET_DAYS')}"; it must be a whole number from 1 to 36500.`,
    );
  const megabytes = (name: Extract<SettingName, `${string}_MB`>, fallback: string): number => {
    const value = Number(raw(name) || fallback);
    if (!Number.isInteger(value) || value < 1 || value > 1_000_000_000)
      problems.push(`${name} is "${raw(name)}"; it must be a whole number from 1 to 1000000000.`);
    return value * 1_000_000;
  };
  const fileLimit = megabytes('PLENARY_FILE_MB', '4000');
  const eventFilesLimit = megabytes('PLENARY_EVENT_FILES_MB', '50000');
  const personPicturesLimit = megabytes('PLENARY_PERSON_PICTURES_MB', '200');
  const picturesLimit = megabytes('PLENARY_PICTURES_MB', '5000');
  const filesOrigin = raw('PLENARY_FILES_ORIGIN').replace(/\/$/, '') || origin;
  if (filesOrigin !== origin && (!isOrigin(filesOrigin) || hostOf(filesOrigin) === hostOf(origin)))
    problems.push(
      `PLENARY_FILES_ORIGIN is "${filesOrigin}"; it must look like https://files.example.org, with another host than PLENARY_ORIGIN.`,
    );
  const bucket = readBucket(raw, problems);
  const openId = readOpenId(raw, problems);
  if (problems.length > 0) return { ok: false, problems };
  const settings = {
    port,
    host: raw('HOST') || '0.0.0.0',
    origin,
    proxies,
    dataFolder: resolve(raw('PLENARY_DATA') || './data'),
    databaseUrl,
    secret,
    smtpUrl,
    mailFrom,
    pushSubject,
    pushAnywhere: anywhere === 'yes',
    forgetDays,
    fileLimit,
    eventFilesLimit,
    personPicturesLimit,
    picturesLimit,
    filesOrigin,
    bucket,
    openId,
  };
  return { ok: true, settings };
}

function readOpenId(raw: (name: SettingName) => string, problems: string[]): Settings['openId'] {
  const [issuer, clientId, clientSecret] = [
    raw('OIDC_ISSUER'),
    raw('OIDC_CLIENT_ID'),
    raw('OIDC_CLIENT_SECRET'),
  ];
  const missing = (['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const).filter(
    (name) => !raw(name),
  );
  if (missing.length === 3) return undefined;
  if (missing.length > 0)
    problems.push(`OpenID Connect needs three settings; missing: ${missing.join(', ')}.`);
  if (issuer && !/^https?:\/\/\S+$/.test(issuer))
    problems.push(`OIDC_ISSUER is "${issuer}"; it must be a web address.`);
  return { issuer, clientId, clientSecret, name: raw('OIDC_NAME') || 'OpenID Connect' };
}

function readBucket(raw: (name: SettingName) => string, problems: string[]): Bucket | undefined {
  const needed = ['PLENARY_S3_ENDPOINT', 'PLENARY_S3_BUCKET', 'PLENARY_S3_KEY', 'PLENARY_S3_SECRET'] as const;
  const missing = needed.filter((name) => !raw(name));
  if (missing.length === needed.length) return undefined;
  if (missing.length > 0) problems.push(`A bucket needs four settings; missing: ${missing.join(', ')}.`);
  const [endpoint, bucket] = [raw('PLENARY_S3_ENDPOINT').replace(/\/$/, ''), raw('PLENARY_S3_BUCKET')];
  if (endpoint && !isOrigin(endpoint))
    problems.push(
      `PLENARY_S3_ENDPOINT is "${endpoint}"; it must look like https://s3.example.org, without the bucket.`,
    );
  if (bucket && !/^[\w.-]{3,63}$/.test(bucket))
    problems.push(`PLENARY_S3_BUCKET is "${bucket}"; it must be the name of a bucket, without slashes.`);
  const [keyId, secret] = [raw('PLENARY_S3_KEY'), raw('PLENARY_S3_SECRET')];
  return { endpoint, bucket, region: raw('PLENARY_S3_REGION') || 'us-east-1', keyId, secret };
}

function isOrigin(value: string): boolean {
  return /^https?:\/\/[^/\s]+$/.test(value) && URL.canParse(value);
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : '';
}

/** The secret of the settings, or the one in the data folder, made at the first start. */
export function secretOf(settings: Settings): string {
  if (settings.secret) return settings.secret;
  const file = join(settings.dataFolder, 'secret');
  mkdirSync(settings.dataFolder, { recursive: true, mode: 0o700 });
  if (!existsSync(file))
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length < 32)
    throw new Error(`The secret in ${file} is empty or damaged. Try: put the copy from your backup there.`);
  return secret;
}
