import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import compression from '@polka/compression';
import { newOwnerToken } from '@plenary/domain/people/claim-site.ts';
import { compose } from './compose.ts';
import { provideApplication } from './provide-application.ts';
import { readSettings } from './settings.ts';

const SHUTDOWN_MS = 10_000;
const HEADERS_TIMEOUT_MS = 15_000;

/** Text, but not the live stream: a compressor would hold its small messages back. */
const COMPRESSED = /^(text\/(?!event-stream)|application\/(json|ld\+json|javascript)|image\/svg)/;

/** Of zlib's 1 to 9: half the processor time of the usual 6 for a page that is a twentieth larger. */
const COMPRESSION_LEVEL = 4;

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function main(): Promise<void> {
  const read = readSettings(process.env);
  if (!read.ok)
    throw new Error(
      ['Plenary cannot start with these settings:', ...read.problems.map((p) => `  - ${p}`)].join('\n'),
    );
  const { settings } = read;
  const application = await compose(settings, (sentence, error) => console.error(sentence, error ?? ''));
  provideApplication(application);

  // The handler takes scheme and host of a request from these two headers. They are set here, from
  // the settings, so that a stranger's Host header reaches neither links nor checks.
  process.env['PROTOCOL_HEADER'] = 'x-plenary-scheme';
  process.env['HOST_HEADER'] = 'x-plenary-host';
  // A field that is far too long, a million characters say, is still answered beside the field and kept.
  process.env['BODY_SIZE_LIMIT'] = '2M';
  // Without proxies the header is anybody's to write.
  if (settings.proxies > 0) process.env['ADDRESS_HEADER'] = 'x-forwarded-for';
  else delete process.env['ADDRESS_HEADER'];
  process.env['XFF_DEPTH'] = String(Math.max(1, settings.proxies));
  const { handler } = (await import(new URL('./handler.js', import.meta.url).href)) as { handler: Handler }; // adapter-node's, beside this file once built
  const origin = new URL(settings.origin);
  const compress = compression({ mimes: COMPRESSED, level: COMPRESSION_LEVEL });
  const server = createServer((request, response) => {
    request.headers['x-plenary-scheme'] = origin.protocol.slice(0, -1);
    request.headers['x-plenary-host'] = origin.host;
    compress(request, response, () => handler(request, response));
  });
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, resolve);
  });

  console.log(`Plenary is ready at ${settings.origin}`);
  console.log(settings.databaseUrl ? 'Data: PostgreSQL' : `Data: ${settings.dataFolder}`);
  if (!settings.smtpUrl) console.log(`Mails: ${join(settings.dataFolder, 'mails')} (no SMTP_URL is set)`);
  await loadSample(application);
  const ownerToken = await newOwnerToken(application.db);
  if (ownerToken)
    console.log(
      `\nNobody owns this site yet. This link makes you its owner, once:\n  ${settings.origin}/welcome?token=${ownerToken}\n`,
    );

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    const force = setTimeout(() => server.closeAllConnections(), SHUTDOWN_MS);
    server.close(() => {
      clearTimeout(force);
      void application.close().then(() => process.exit(0));
    });
    application.live.close();
    server.closeIdleConnections();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

async function loadSample(application: Awaited<ReturnType<typeof compose>>): Promise<void> {
  if (!process.argv.includes('--sample')) return;
  const { loadSampleAndSayHow } = await import('./load-sample.ts');
  await loadSampleAndSayHow(application);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof Error && error.cause) console.error(error.cause);
  process.exit(1);
});
