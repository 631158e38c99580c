import { itemsOfEvent } from '@plenary/domain/notes/action-item-queries.ts';
import { notesDocument } from '@plenary/domain/notes/notes-document.ts';
import { notesTexts } from '@plenary/domain/notes/notes-queries.ts';
import { takesPart } from '@plenary/domain/standing/standing.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import { documentWords } from '#lib/notes/document-words.ts';
import { markdownResponse } from '#lib/notes/notes-page.server.ts';
import { standingFor } from '#lib/server/event-standing.ts';
import type { RequestHandler } from './$types';

/** All notes of an event that the reader may see, as one Markdown text ready to mail. */
export const GET: RequestHandler = async (request) => {
  const event = await eventOf(request);
  const standing = await standingFor(request, event.id);
  const { db } = request.locals.app;
  const which = { frozenOnly: !takesPart(standing) && !standing.helper };
  const parts = await notesTexts(db, event.id, which);
  const items = await itemsOfEvent(db, event.id, which);
  return markdownResponse(notesDocument(parts, items, documentWords(event.name)), `${event.slug}-notes`);
};
