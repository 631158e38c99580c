import type { Upload } from 'tus-js-client';
import { PieceSize } from './piece-size.ts';

const TRY_AGAIN_MS = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000, 60_000, 60_000, 60_000];

export type SendingState = 'sending' | 'waiting' | 'paused' | 'whole' | 'failed';

/** Where a file goes, and who sends it: a device may be shared. */
export interface Destination {
  readonly to: 'event' | 'course';
  /** Of the event or course. */
  readonly id: string;
  readonly personId: string;
}

/** A file on its way: what has arrived stays there when the connection or the page is lost. */
export class Sending {
  readonly file: File;
  state: SendingState = $state('sending');
  /** Bytes that arrived. */
  sent = $state(0);
  /** The upload's id, once it is whole. */
  uploadId = $state('');
  /** It went on from an earlier try. */
  resumed = $state(false);
  /** The server's sentence about a refusal. */
  refusal = $state('');
  duplicateOf = $state('');
  #upload: Upload | undefined;

  constructor(file: File) {
    this.file = file;
  }

  async start({ to, id, personId }: Destination): Promise<void> {
    const tus = await import('tus-js-client');
    const { file } = this;
    const size = new PieceSize(performance.now());
    const upload = new tus.Upload(file, {
      endpoint: '/uploads',
      chunkSize: size.bytes,
      retryDelays: TRY_AGAIN_MS,
      removeFingerprintOnSuccess: true,
      metadata: { [to]: id, name: file.name },
      fingerprint: async () =>
        ['plenary-upload', personId, id, file.name, file.size, file.lastModified].join(' '),
      onProgress: (sent) => {
        this.sent = sent;
        this.state = 'sending';
      },
      onChunkComplete: () => {
        upload.options.chunkSize = size.arrived(performance.now());
      },
      onShouldRetry: (problem) => {
        const status = problem.originalResponse?.getStatus() ?? 0;
        const tooLarge = status === 413 && problem.originalRequest.getMethod() === 'PATCH';
        const before = size.bytes;
        upload.options.chunkSize = size.failed(tooLarge);
        if (tooLarge && size.bytes < before) return true;
        if (status >= 400 && status < 500 && status !== 409 && status !== 423) return false;
        this.state = 'waiting';
        return status !== 507;
      },
      onError: (problem) => {
        const answer = 'originalResponse' in problem ? problem.originalResponse : null;
        this.refusal = answer?.getStatus() === 500 ? '' : (answer?.getBody().trim() ?? '');
        this.state = 'failed';
      },
      onSuccess: ({ lastResponse }) => {
        this.uploadId = upload.url?.split('/').at(-1) ?? '';
        this.sent = file.size;
        this.duplicateOf = titleIn(lastResponse.getBody());
        this.state = 'whole';
      },
    });
    this.#upload = upload;
    const [earlier] = await upload.findPreviousUploads();
    if (earlier) {
      upload.resumeFromPreviousUpload(earlier);
      this.resumed = true;
    }
    upload.start();
  }

  async pause(): Promise<void> {
    this.state = 'paused';
    await this.#upload?.abort();
  }

  goOn(): void {
    this.state = 'sending';
    this.#upload?.start();
  }

  /** Stops it, and tells the server to forget what has arrived. */
  async leaveOut(): Promise<void> {
    await this.#upload?.abort(true).catch(() => undefined); // the server forgets it by itself after days
  }
}

function titleIn(body: string): string {
  try {
    const answer = JSON.parse(body) as { duplicateOf?: { title?: string } | null }; // our server's own answer
    return answer.duplicateOf?.title ?? '';
  } catch {
    return ''; // it was whole already before this try
  }
}
