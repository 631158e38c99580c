import { notesHistory } from '@plenary/domain/notes/revision-queries.ts';
import { notesFor } from '#lib/notes/notes-page.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { session, notes } = await notesFor(request);
  return {
    session: { id: session.id, headline: session.headline },
    frozenRevision: notes.frozenRevision,
    revisions: await notesHistory(request.locals.app.db, session.id),
  };
};
