import { error } from '@sveltejs/kit';
import { findNotesRevision } from '@plenary/domain/notes/revision-queries.ts';
import { compareTexts } from '@plenary/domain/text/compared-text.ts';
import { m } from '#lib/paraglide/messages.js';
import { notesFor } from '#lib/notes/notes-page.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { session, notes } = await notesFor(request);
  const number = request.params.revision;
  const found = /^[1-9]\d{0,6}$/.test(number)
    ? await findNotesRevision(request.locals.app.db, session.id, Number(number))
    : undefined;
  if (!found) error(404, m.error_not_found());
  return {
    session: { id: session.id, headline: session.headline },
    revision: found.revision,
    text: found.text,
    lines: compareTexts(found.before, found.text),
    newest: notes.revision,
    frozenRevision: notes.frozenRevision,
  };
};
