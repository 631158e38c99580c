import { itemsOfSession } from '@plenary/domain/notes/action-item-queries.ts';
import { notesDocument } from '@plenary/domain/notes/notes-document.ts';
import { documentWords } from '#lib/notes/document-words.ts';
import { markdownResponse, notesFor } from '#lib/notes/notes-page.server.ts';
import type { RequestHandler } from './$types';

/** The notes of one session as Markdown, ready to mail. */
export const GET: RequestHandler = async (request) => {
  const { session, notes, event } = await notesFor(request);
  const parts =
    notes.lines > 0 ? [{ sessionId: session.id, headline: session.headline, text: notes.text }] : [];
  const items = await itemsOfSession(request.locals.app.db, session.id);
  return markdownResponse(
    notesDocument(parts, items, documentWords(event.name)),
    `${event.slug}-${session.id}`,
  );
};
