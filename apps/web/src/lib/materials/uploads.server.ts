import { mkdir, statfs } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { FileStore as TusFiles } from '@tus/file-store';
import { Server } from '@tus/server';
import { STATUS_OF } from '@plenary/api/error-status.ts';
import { DomainError, notFound, wrongField } from '@plenary/domain/kernel/errors.ts';
import { ID_PATTERN, newId } from '@plenary/domain/kernel/ids.ts';
import { diskFull } from '@plenary/domain/materials/disk.ts';
import type { FileStore } from '@plenary/domain/materials/file-store.ts';
import { receiveFile } from '@plenary/domain/materials/receive-file.ts';
import { valueOf } from '@plenary/domain/kernel/action.ts';
import { ownUpload } from '@plenary/domain/materials/upload-queries.ts';
import { sentenceFor } from '#lib/server/words.ts';
import { beginIn } from './begin-in.server.ts';

/** What must stay free, so that the database can go on. */
const RESERVE_BYTES = 50_000_000;

const senders = new WeakMap<object, App.Locals>();
let server: Promise<Server> | undefined;

/**
 * Uploads that can be resumed (tus 1.0). The bytes grow in the data folder; whose they are, and how
 * many there may be, is in the database before the first one comes.
 */
export async function answerUpload(request: Request, locals: App.Locals): Promise<Response> {
  senders.set(request, locals);
  server ??= makeServer(locals);
  return (await server).handleWeb(request);
}

async function makeServer({ app }: App.Locals): Promise<Server> {
  await mkdir(app.files.uploads, { recursive: true, mode: 0o700 });
  return new Server({
    path: '/uploads',
    relativeLocation: true,
    allowedOrigins: [app.site.origin],
    datastore: new GrowingFiles(app.files),
    namingFunction: () => newId(),
    getFileIdFromRequest: (_, last) => (last && ID_PATTERN.test(last) ? last : undefined),
    onUploadCreate: async (request, { id, size, metadata }) => {
      await begin(localsOf(request), id, size, metadata ?? {}).catch(refuse);
      return {};
    },
    onIncomingRequest: async (request, uploadId) => {
      const { actor } = localsOf(request);
      if (request.method !== 'POST') await ownUpload(app.db, actor, uploadId).catch(refuse);
    },
    onUploadFinish: async (request, { id }) => {
      const { actor } = localsOf(request);
      const finished = await receiveFile(app.needs(), app.files, actor, id).catch(refuse);
      return {
        status_code: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(finished),
      };
    },
    onResponseError: async (_, problem) => {
      const body = 'body' in problem ? problem.body : '';
      if (body.startsWith('Something went wrong') && (await freeBytes(app.files.uploads)) < RESERVE_BYTES)
        return refusal(diskFull());
      return undefined;
    },
  });
}

/** As tus keeps them; ours writes them, hashes them on the way, and says when the disk is full. */
class GrowingFiles extends TusFiles {
  readonly #files: FileStore;

  constructor(files: FileStore) {
    super({ directory: files.uploads });
    this.#files = files;
  }

  override write(source: Readable, uploadId: string, at: number): Promise<number> {
    return this.#files.grow(uploadId, at, source).catch(refuse);
  }
}

async function begin(
  locals: App.Locals,
  uploadId: string,
  size: number | undefined,
  metadata: Record<string, string | null>,
): Promise<void> {
  if (size === undefined) throw wrongField('size', 'required', 'Say how large the file is.');
  if ((await freeBytes(locals.app.files.uploads)) < size + RESERVE_BYTES) throw diskFull();
  const { course, event, name } = metadata;
  valueOf(
    await beginIn(locals, course ? { courseId: course } : { eventId: event }, { uploadId, name, size }),
  );
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

function localsOf(request: object): App.Locals {
  const locals = senders.get(request);
  if (!locals) throw refusal(notFound('upload', ''));
  return locals;
}

/** tus answers with what is thrown, when that has a status and a body. */
function refuse(problem: unknown): never {
  throw problem instanceof DomainError ? refusal(problem) : problem;
}

function refusal(problem: DomainError): { status_code: number; body: string } {
  return { status_code: STATUS_OF[problem.code], body: `${sentenceFor(problem)}\n` };
}
