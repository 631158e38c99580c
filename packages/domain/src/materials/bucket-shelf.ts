import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { AwsClient } from 'aws4fetch';
import { DomainError } from '../kernel/errors.ts';
import { isHash, type Shelf, type WholeFile } from './shelf.ts';

/** A bucket of any store that speaks S3; addresses are `endpoint/bucket/files/hash`. */
export interface Bucket {
  /** `https://s3.example.org`, without a slash at the end. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
}

/** Of one request; larger files go in parts of this size, one in memory at a time. A store takes 10,000 of them. */
const PART_BYTES = 16_000_000;
const RETRIES = 3;
const ANSWER_MS = 120_000;
const FOLDER = 'files/';

/** Files in a bucket: their bytes come from it through this server, so that every answer can ask who looks. */
export class BucketShelf implements Shelf {
  readonly #client: AwsClient;
  readonly #base: string;
  readonly #partBytes: number;

  constructor({ endpoint, bucket, region, keyId, secret }: Bucket, partBytes = PART_BYTES) {
    this.#client = new AwsClient({
      ...{ accessKeyId: keyId, secretAccessKey: secret, region, service: 's3', retries: RETRIES },
    });
    this.#base = `${endpoint}/${bucket}`;
    this.#partBytes = partBytes;
  }

  /** Why the bucket cannot be used; null when it answers. */
  async problem(): Promise<string | null> {
    try {
      await this.#ask('GET', '?list-type=2&max-keys=1');
      return null;
    } catch (problem) {
      return problem instanceof DomainError ? String(problem.params['reason']) : String(problem);
    }
  }

  async put(path: string, { sha256, size }: WholeFile): Promise<void> {
    const file = await open(path);
    try {
      if (size <= this.#partBytes) await this.#send(keyOf(sha256), await bytesOf(file, 0, size));
      else await this.#sendParts(file, keyOf(sha256), size);
    } finally {
      await file.close();
    }
  }

  async read(sha256: string, first: number, last: number): Promise<ReadableStream<Uint8Array>> {
    const answer = await this.#ask('GET', keyOf(sha256), { headers: { range: `bytes=${first}-${last}` } });
    if (!answer.body) throw unavailable('an answer without a body');
    return answer.body;
  }

  async olderThan(before: Date): Promise<string[]> {
    const hashes: string[] = [];
    let more = '';
    do {
      const answer = await this.#ask('GET', `?list-type=2&prefix=${encodeURIComponent(FOLDER)}${more}`);
      const list = await answer.text();
      for (const [, entry = ''] of list.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
        const hash = textIn(entry, 'Key').slice(FOLDER.length);
        if (isHash(hash) && new Date(textIn(entry, 'LastModified')) < before) hashes.push(hash);
      }
      const next = textIn(list, 'NextContinuationToken');
      more = next && `&continuation-token=${encodeURIComponent(next)}`;
    } while (more !== '');
    return hashes;
  }

  async remove(sha256: string, before: Date): Promise<void> {
    const { headers } = await this.#ask('HEAD', keyOf(sha256));
    if (new Date(headers.get('last-modified') ?? Date.now()) < before)
      await this.#ask('DELETE', keyOf(sha256));
  }

  /** A file that is not there as a whole is not there at all: parts are one file only once the store was told so. */
  async #sendParts(file: FileHandle, key: string, size: number): Promise<void> {
    const begun = await (await this.#ask('POST', `${key}?uploads`)).text();
    const id = `uploadId=${encodeURIComponent(textIn(begun, 'UploadId'))}`;
    try {
      const parts: string[] = [];
      for (let at = 0; at < size; at += this.#partBytes) {
        const number = parts.length + 1;
        const bytes = await bytesOf(file, at, Math.min(this.#partBytes, size - at));
        const { headers } = await this.#send(`${key}?partNumber=${number}&${id}`, bytes);
        parts.push(
          `<Part><PartNumber>${number}</PartNumber><ETag>${headers.get('etag') ?? ''}</ETag></Part>`,
        );
      }
      const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
      const done = await (await this.#ask('POST', `${key}?${id}`, { body })).text();
      // A store may find out after it has answered 200 (S3, CompleteMultipartUpload).
      if (done.includes('<Error>')) throw unavailable(textIn(done, 'Code'));
    } catch (problem) {
      await this.#ask('DELETE', `${key}?${id}`).catch(() => undefined); // the store forgets it by its own rules
      throw problem;
    }
  }

  /** The bytes with their hash, which the store compares. */
  #send(key: string, body: Buffer<ArrayBuffer>): Promise<Response> {
    const sha256 = createHash('sha256').update(body).digest('hex');
    return this.#ask('PUT', key, { body, headers: { 'x-amz-content-sha256': sha256 } });
  }

  async #ask(method: string, key: string, init: RequestInit = {}): Promise<Response> {
    const address = key.startsWith('?') ? this.#base + key : `${this.#base}/${key}`;
    const signal = AbortSignal.timeout(ANSWER_MS);
    const answer = await this.#client
      .fetch(address, { ...init, method, ...(method === 'GET' ? {} : { signal }) })
      .catch((problem: unknown) => {
        throw unavailable(reasonOf(problem));
      });
    if (answer.ok) return answer;
    const said = await answer.text().catch(() => '');
    throw unavailable(
      [answer.status, textIn(said, 'Code'), textIn(said, 'Message')].filter(Boolean).join(' '),
    );
  }
}

function keyOf(sha256: string): string {
  if (!isHash(sha256)) throw new Error(`"${sha256}" is no SHA-256.`);
  return FOLDER + sha256;
}

async function bytesOf(file: FileHandle, at: number, length: number): Promise<Buffer<ArrayBuffer>> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  if (bytesRead < length) throw new Error(`The file ends ${length - bytesRead} bytes early.`);
  return buffer;
}

function unavailable(reason: string): DomainError {
  return new DomainError(
    'store-unavailable',
    `The store of files does not answer as it should (${reason}). Try: again in a few minutes; if it stays so, tell the operator.`,
    { params: { reason } },
  );
}

/** The network's own words are in the cause (`fetch failed`). */
function reasonOf(problem: unknown): string {
  const inner = problem instanceof Error && problem.cause instanceof Error ? problem.cause : problem;
  if (!(inner instanceof Error)) return String(inner);
  return inner.message || ('code' in inner ? String(inner.code) : inner.name);
}

/** The text of the first element with this name; the answers of a store are this simple. */
function textIn(xml: string, name: string): string {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
