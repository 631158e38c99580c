import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import compression from '@polka/compression';
import { newOwnerToken } from '@plenary/domain/people/claim-site.ts';
import { compose } from './compose.ts';
import { limitBody, PIECE_BYTES } from './limit-body.ts';
import { provideApplication } from './provide-application.ts';
import { readSettings } from './settings.ts';

const SHUTDOWN_MS = 10_000;
const TIDY_MS = 50;
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
  process.env['BODY_SIZE_LIMIT'] = String(PIECE_BYTES);
  // Without proxies the header is anybody's to write.
  if (settings.proxies > 0) process.env['ADDRESS_HEADER'] = 'x-forwarded-for';
  else delete process.env['ADDRESS_HEADER'];
  process.env['XFF_DEPTH'] = String(Math.max(1, settings.proxies));
  const { handler } = (await import(new URL('./handler.js', import.meta.url).href)) as { handler: Handler }; // adapter-node's, beside this file once built
  const origin = new URL(settings.origin);
  const filesOrigin = new URL(settings.filesOrigin);
  const compress = compression({ mimes: COMPRESSED, level: COMPRESSION_LEVEL });
  const server = createServer((request, response) => {
    const forFiles =
      filesOrigin.host !== origin.host && request.headers.host?.toLowerCase() === filesOrigin.host;
    if (forFiles && !asksForFile(request)) return refuse(response, 404, 'There are only files here.');
    if (!limitBody(request)) return refuse(response, 411, 'Say how long it is, with Content-Length.');
    const { protocol, host } = forFiles ? filesOrigin : origin;
    request.headers['x-plenary-scheme'] = protocol.slice(0, -1);
    request.headers['x-plenary-host'] = host;
    compress(request, response, () => handler(request, response));
  });
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, resolve);
  });

  console.log(`Plenary is ready at ${settings.origin}`);
  console.log(settings.databaseUrl ? 'Data: PostgreSQL' : `Data: ${settings.dataFolder}`);
  void sayBucket(application);
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
    // A connection whose last answer has gone out would be kept for the next request.
    const tidy = setInterval(() => server.closeIdleConnections(), TIDY_MS);
    const force = setTimeout(() => {
      console.error(`Some requests took more than ${SHUTDOWN_MS / 1000} s to end and were cut off.`);
      server.closeAllConnections();
    }, SHUTDOWN_MS);
    server.close(() => {
      clearInterval(tidy);
      clearTimeout(force);
      void application.close().then(() => process.exit(0));
    });
    application.live.close(); // ends the streams, which would never end by themselves
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** The origin of files has no pages, no assets and no forms: nothing that a file could act upon. */
function asksForFile({ method, url = '/' }: IncomingMessage): boolean {
  const path = URL.parse(url, 'http://files')?.pathname;
  return (method === 'GET' || method === 'HEAD') && path?.startsWith('/files/') === true;
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
  });
  response.end(`${sentence}\n`);
}

/** A bucket that does not answer now may do so soon: everything but files goes on without it. */
async function sayBucket({ settings, bucket }: Awaited<ReturnType<typeof compose>>): Promise<void> {
  if (!bucket || !settings.bucket) return;
  const name = `the bucket "${settings.bucket.bucket}" at ${settings.bucket.endpoint}`;
  const problem = await bucket.problem();
  if (problem === null) console.log(`Files: ${name}`);
  else console.error(`Files: ${name} does not answer as it should (${problem}). Uploads fail until it does.`);
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
