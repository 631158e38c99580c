import { error, fail, redirect, type ActionFailure } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import type { DomainError } from '@plenary/domain/kernel/errors.ts';
import { randomUUID } from 'node:crypto';
import { STATUS_OF } from '@plenary/api/error-status.ts';
import { m } from '#lib/paraglide/messages.js';
import { fieldSentences, sentenceFor } from './words.ts';

/** What a form that was refused gets back: the sentence, one per field, and everything that was typed. */
export interface Refused {
  readonly refused: {
    /** Which form of the page it was, as its `action` names it: `?/setArea`; empty where the page has one. */
    readonly action: string;
    readonly code: DomainError['code'];
    readonly sentence: string;
    readonly fields: Record<string, string>;
    readonly values: Record<string, string>;
    readonly subject?: unknown;
  };
}

/** A fresh idempotency key for a form; put it into a hidden field named `_key`. */
export function newFormKey(): string {
  return randomUUID();
}

export interface ReadForm {
  readonly values: Record<string, string>;
  readonly key: string | undefined;
  /** All values of a field that may occur several times. */
  all(name: string): string[];
  /** The files chosen in a control; none when it was left empty. */
  files(name: string): File[];
}

const FORM_TYPES = new Set(['application/x-www-form-urlencoded', 'multipart/form-data']);
const TOO_LARGE = 413;

/** What a browser sent with a form; anything that is none is the sender's mistake, with a sentence and its status. */
export async function sentForm(request: Request): Promise<FormData> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!FORM_TYPES.has(type)) error(415, m.error_not_a_form());
  try {
    return await request.formData();
  } catch (problem) {
    if (statusOf(problem) === TOO_LARGE) error(TOO_LARGE, m.error_too_large());
    error(400, m.error_not_a_form());
  }
}

function statusOf(problem: unknown): unknown {
  return typeof problem === 'object' && problem !== null && 'status' in problem ? problem.status : undefined;
}

/** Reads a submitted form once; fields whose names begin with an underscore are the form's own. */
export async function readForm(event: RequestEvent): Promise<ReadForm> {
  const data = await sentForm(event.request);
  const values: Record<string, string> = {};
  for (const [name, value] of data)
    if (typeof value === 'string' && !name.startsWith('_')) values[name] = value;
  const writer = data.get('_person');
  // It waited on a device where somebody else has signed in since.
  if (writer !== null && writer !== event.locals.account?.id) error(401, m.error_sign_in_needed());
  const key = data.get('_key');
  return {
    values,
    key: typeof key === 'string' && key !== '' ? key : undefined,
    all: (name) => data.getAll(name).filter((value): value is string => typeof value === 'string'),
    files: (name) =>
      data
        .getAll(name)
        .filter((value) => value instanceof File)
        .filter((file) => file.name !== ''),
  };
}

/** Turns a domain error into the form's answer. Typed values come back; a visitor is sent to sign in. */
export function refuse(
  event: RequestEvent,
  problem: DomainError,
  values: Record<string, string>,
): ActionFailure<Refused> {
  if (problem.code === 'sign-in-needed')
    redirect(303, `/sign-in?next=${encodeURIComponent(event.url.pathname)}`);
  return fail(STATUS_OF[problem.code], {
    refused: {
      action:
        [...event.url.searchParams.keys()].find((name) => name.startsWith('/'))?.replace('/', '?/') ?? '',
      code: problem.code,
      sentence: sentenceFor(problem),
      fields: fieldSentences(problem),
      values,
      subject: problem.subject,
    },
  });
}

/** Shows the error page for a domain error; a visitor who must sign in is sent there. */
export function throwErrorPage(event: Pick<RequestEvent, 'url'>, problem: DomainError): never {
  if (problem.code === 'sign-in-needed')
    redirect(303, `/sign-in?next=${encodeURIComponent(event.url.pathname)}`);
  error(STATUS_OF[problem.code], sentenceFor(problem), { code: problem.code });
}
