import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Bucket } from '../materials/bucket-shelf.ts';

interface Stored {
  readonly bytes: Buffer;
  at: Date;
}

export interface S3Server {
  readonly bucket: Bucket;
  readonly objects: Map<string, Stored>;
  /** Parts that belong to no object yet. */
  readonly parts: Map<string, Map<number, Buffer>>;
  /** Answers the n-th next request, and those after it, with this status; 0: by hanging up. */
  failFrom(request: number, status: number): void;
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body?: string | Buffer;
  readonly headers?: Record<string, string>;
}

const LIST_PAGE = 2;

/**
 * As much of S3 as Plenary speaks, in memory: path style, signatures of version 4 that are really checked (also the hash
 * of the body), ranges, parts, lists of two names a page. The few servers on the registry are not kept any more.
 */
export async function startS3(): Promise<S3Server> {
  const objects = new Map<string, Stored>();
  const parts = new Map<string, Map<number, Buffer>>();
  let [left, failure] = [Infinity, 500];
  const access = { bucket: 'talks', region: 'eu-test-1', keyId: 'AKTEST', secret: 'kept/by+the=operator' };

  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      left -= 1;
      if (left <= 0 && failure === 0) return void request.socket.destroy();
      const {
        status,
        body: said,
        headers,
      } = left <= 0 ? { ...refusal(failure, 'SlowDown') } : answer(request, body);
      response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : said);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port

  function answer(request: IncomingMessage, body: Buffer): Answer {
    const url = new URL(request.url ?? '/', endpoint);
    if (!isSigned(request, url, body, access)) return refusal(403, 'SignatureDoesNotMatch');
    const [, bucket = '', ...rest] = url.pathname.split('/');
    if (bucket !== access.bucket) return refusal(404, 'NoSuchBucket');
    const key = decodeURIComponent(rest.join('/'));
    const upload = url.searchParams.get('uploadId');
    if (request.method === 'GET' && key === '') return list(url.searchParams);
    if (request.method === 'POST' && url.searchParams.has('uploads')) return begin();
    if (upload !== null) return ofUpload(request.method ?? '', key, upload, url.searchParams, body);
    if (request.method === 'PUT') return store(key, body);
    const object = objects.get(key);
    if (!object) return refusal(404, 'NoSuchKey');
    if (request.method === 'DELETE') objects.delete(key);
    if (request.method === 'DELETE') return { status: 204 };
    return part(object, request.headers.range);
  }

  function begin(): Answer {
    const id = `up+load/${parts.size + 1}`;
    parts.set(id, new Map());
    return { status: 200, body: `<r><UploadId>${id}</UploadId></r>` };
  }

  function ofUpload(method: string, key: string, id: string, query: URLSearchParams, body: Buffer): Answer {
    const known = parts.get(id);
    if (!known) return refusal(404, 'NoSuchUpload');
    if (method === 'PUT') {
      known.set(Number(query.get('partNumber')), body);
      return { status: 200, headers: { etag: etagOf(body) } };
    }
    parts.delete(id);
    if (method === 'DELETE') return { status: 204 };
    const named = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>([^<]+)<\/ETag>/g)];
    const bytes = named.map(([, number, etag]) => {
      const one = known.get(Number(number));
      return one && etagOf(one) === etag ? one : undefined;
    });
    if (bytes.includes(undefined)) return { status: 200, body: '<Error><Code>InvalidPart</Code></Error>' };
    return { ...store(key, Buffer.concat(bytes.filter((one) => one !== undefined))), body: '<Done/>' };
  }

  function store(key: string, bytes: Buffer): Answer {
    objects.set(key, { bytes, at: new Date() });
    return { status: 200, headers: { etag: etagOf(bytes) } };
  }

  function list(query: URLSearchParams): Answer {
    const after = query.get('continuation-token') ?? '';
    const names = [...objects.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '')).toSorted();
    const rest = names.filter((key) => key > after);
    const page = rest.slice(0, LIST_PAGE).map((key) => {
      const modified = objects.get(key)?.at.toISOString() ?? '';
      return `<Contents><Key>${key}</Key>\n<LastModified>${modified}</LastModified></Contents>`;
    });
    const last = rest[LIST_PAGE - 1];
    const more =
      rest.length > LIST_PAGE && last ? `<NextContinuationToken>${last}</NextContinuationToken>` : '';
    return { status: 200, body: `<ListBucketResult>${page.join('')}${more}</ListBucketResult>` };
  }

  return {
    ...{ objects, parts, bucket: { endpoint, ...access } },
    failFrom: (request, status) => ([left, failure] = [request, status]),
    stop: () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}

function part({ bytes, at }: Stored, range: string | undefined): Answer {
  const headers = { 'last-modified': at.toUTCString() };
  const asked = /^bytes=(\d+)-(\d+)$/.exec(range ?? '');
  if (!asked) return { status: 200, body: bytes, headers };
  return { status: 206, body: bytes.subarray(Number(asked[1]), Number(asked[2]) + 1), headers };
}

function refusal(status: number, code: string): Answer {
  return { status, body: `<Error><Code>${code}</Code><Message>No &amp; no.</Message></Error>` };
}

function etagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

/** AWS Signature Version 4, from its description and not from the client's code. */
function isSigned(
  request: IncomingMessage,
  url: URL,
  body: Buffer,
  { region, keyId, secret }: Omit<Bucket, 'endpoint'>,
) {
  const given = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(
    request.headers.authorization ?? '',
  );
  const [, credential = '', names = '', signature] = given ?? [];
  const [id, day = '', ...scope] = credential.split('/');
  const at = String(request.headers['x-amz-date']);
  const hash = String(request.headers['x-amz-content-sha256']);
  if (id !== keyId || scope.join('/') !== `${region}/s3/aws4_request` || !at.startsWith(day)) return false;
  if (!['host', 'x-amz-date', 'x-amz-content-sha256'].every((name) => names.split(';').includes(name)))
    return false;
  if (hash !== 'UNSIGNED-PAYLOAD' && hash !== sha256(body)) return false;
  const query = [...url.searchParams]
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .toSorted()
    .join('&');
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const asked = [request.method, url.pathname, query, headers.join(''), names, hash].join('\n');
  const text = ['AWS4-HMAC-SHA256', at, [day, ...scope].join('/'), sha256(asked)].join('\n');
  const key = [day, ...scope].reduce<Buffer>(
    (secretKey, one) => hmac(secretKey, one),
    Buffer.from(`AWS4${secret}`),
  );
  return hmac(key, text).toString('hex') === signature;
}

function escaped(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
