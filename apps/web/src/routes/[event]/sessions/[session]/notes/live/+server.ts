import { error, json, type RequestEvent } from '@sveltejs/kit';
import { STATUS_OF } from '@plenary/api/error-status.ts';
import { notAllowed, signInNeeded, type DomainError } from '@plenary/domain/kernel/errors.ts';
import { mayWriteNotes } from '@plenary/domain/notes/notes-policy.ts';
import { writeNotes } from '@plenary/domain/notes/write-notes.ts';
import { m } from '#lib/paraglide/messages.js';
import { eventIdOf } from '#lib/events/event-of.server.ts';
import { notesFor } from '#lib/notes/notes-page.server.ts';
import { notesAnswer } from '#lib/notes/notes-stream.server.ts';
import { throwErrorPage } from '#lib/server/form.ts';
import { fieldSentences, sentenceFor } from '#lib/server/words.ts';
import type { RequestHandler } from './$types';

/** A cursor is two positions of a few numbers each. */
const CURSOR_LENGTH = 1000;

/** What others write, and who is there, for those who may write along. */
export const GET: RequestHandler = async (request) => {
  const { event, session, standing } = await notesFor(request);
  if (!(await mayWriteNotes(request.locals.app.db, standing, session.id)))
    throwErrorPage(request, request.locals.account ? notAllowed('') : signInNeeded());
  const client = Number(request.url.searchParams.get('client'));
  return notesAnswer(request, { eventId: event.id, sessionId: session.id }, client);
};

/** An update of the document as bytes, or a cursor as JSON. */
export const POST: RequestHandler = (request) => {
  const type = request.request.headers.get('content-type')?.split(';')[0];
  if (type === 'application/octet-stream') return takeUpdate(request);
  if (type === 'application/json') return takeCursor(request);
  error(415, m.error_not_a_form());
};

async function takeUpdate(request: RequestEvent<{ event: string; session: string }>): Promise<Response> {
  const eventId = await eventIdOf(request);
  const bytes = await request.request.arrayBuffer().catch(() => undefined);
  if (!bytes) error(413, m.error_too_large());
  const result = await writeNotes(request.locals.app.needs(), request.locals.actor, {
    ...{ eventId, sessionId: request.params.session },
    update: new Uint8Array(bytes),
  });
  return result.ok ? json(result.value) : refusal(result.error);
}

async function takeCursor(request: RequestEvent<{ event: string; session: string }>): Promise<Response> {
  const { account, app } = request.locals;
  const text = await request.request.text().catch(() => '');
  if (!account || text.length > CURSOR_LENGTH) return new Response(null, { status: account ? 413 : 401 });
  let sent: unknown;
  try {
    sent = JSON.parse(text);
  } catch {
    return new Response(null, { status: 400 });
  }
  if (typeof sent !== 'object' || sent === null || !('client' in sent))
    return new Response(null, { status: 400 });
  const cursor = 'cursor' in sent ? sent.cursor : null;
  app.notesRooms.move(request.params.session, { client: Number(sent.client), personId: account.id }, cursor);
  return new Response(null, { status: 204 });
}

function refusal(problem: DomainError): Response {
  const sentence = Object.values(fieldSentences(problem))[0] ?? sentenceFor(problem);
  return json({ code: problem.code, sentence }, { status: STATUS_OF[problem.code] });
}
