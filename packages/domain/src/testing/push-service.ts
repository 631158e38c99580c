import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  randomBytes,
  verify,
  type ECDH,
} from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Browser {
  readonly keys: ECDH;
  readonly auth: Buffer;
}

export interface ReceivedPush {
  readonly path: string;
  /** What the browser would show, decrypted with its keys. */
  readonly shown: unknown;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: number;
  /** The claims of the sender's signed token, and its public key; undefined when the signature is wrong. */
  readonly sender: { readonly claims: Record<string, unknown>; readonly key: string } | undefined;
}

/**
 * A push service and the browsers behind it, for tests: takes real requests on this machine, and
 * decrypts and verifies them itself, after RFC 8291 and RFC 8292.
 */
export class PushService {
  readonly received: ReceivedPush[] = [];
  readonly #server: Server;
  readonly #browsers = new Map<string, Browser>();
  readonly #answers = new Map<string, { status: number; headers?: Record<string, string> }>();

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<PushService> {
    const server = createServer();
    const service = new PushService(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const path = request.url ?? '';
        const { status, headers } = service.#answers.get(path) ?? { status: 201 };
        if (status < 300) service.#take(path, request.headers, Buffer.concat(chunks));
        response.writeHead(status, headers).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return service;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`; // it listens on TCP
  }

  /** What a new browser would send to us about itself. */
  newBrowser(): { readonly endpoint: string; readonly p256dh: string; readonly auth: string } {
    const path = `/push/${this.#browsers.size + 1}`;
    const keys = createECDH('prime256v1');
    keys.generateKeys();
    const auth = randomBytes(16);
    this.#browsers.set(path, { keys, auth });
    return {
      endpoint: `${this.origin}${path}`,
      p256dh: keys.getPublicKey('base64url'),
      auth: auth.toString('base64url'),
    };
  }

  /** From now on it answers pushes for this browser like that. */
  answer(endpoint: string, status: number, headers: Record<string, string> = {}): void {
    this.#answers.set(new URL(endpoint).pathname, { status, headers });
  }

  shownAt(endpoint: string): unknown[] {
    const { pathname } = new URL(endpoint);
    return this.received.filter((one) => one.path === pathname).map((one) => one.shown);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #take(path: string, headers: IncomingHttpHeaders, body: Buffer): void {
    const browser = this.#browsers.get(path);
    if (!browser) throw new Error(`no browser has the address ${path}`);
    const shown: unknown = JSON.parse(decrypt(browser, body));
    this.received.push({
      path,
      shown,
      headers,
      bytes: body.length,
      sender: senderOf(headers.authorization ?? ''),
    });
  }
}

/** RFC 8188, 2.1 and RFC 8291, 3.4: one record. */
function decrypt({ keys, auth }: Browser, body: Buffer): string {
  const salt = body.subarray(0, 16);
  const keyLength = body[20] ?? 0;
  const theirs = body.subarray(21, 21 + keyLength);
  const record = body.subarray(21 + keyLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), theirs]);
  const secret = Buffer.from(hkdfSync('sha256', keys.computeSecret(theirs), auth, info, 32));
  const derive = (what: string, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, salt, Buffer.from(`Content-Encoding: ${what}\0`), length));
  const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12));
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8');
}

/** RFC 8292, 3: `vapid t=<JWT>, k=<public key>`. */
function senderOf(authorization: string): ReceivedPush['sender'] {
  const [, token, key] = /^vapid t=(\S+), k=(\S+)$/.exec(authorization) ?? [];
  const [head, claims, signature] = (token ?? '').split('.');
  if (!head || !claims || !signature || !key) return undefined;
  const point = Buffer.from(key, 'base64url');
  const [x = '', y = ''] = [point.subarray(1, 33), point.subarray(33)].map((half) =>
    half.toString('base64url'),
  );
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const signed = Buffer.from(`${head}.${claims}`);
  const right = verify(
    'sha256',
    signed,
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  const read = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>; // a JWT's claims are an object
  return right ? { claims: read, key } : undefined;
}
