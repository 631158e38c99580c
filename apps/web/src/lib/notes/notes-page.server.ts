import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { notAllowed, signInNeeded } from '@plenary/domain/kernel/errors.ts';
import { notesOf } from '@plenary/domain/notes/notes-queries.ts';
import { withSigns } from '@plenary/domain/notes/notes.ts';
import { mayReadNotes } from '@plenary/domain/notes/notes-policy.ts';
import { findSession } from '@plenary/domain/sessions/session-queries.ts';
import { renderMarkdown } from '@plenary/domain/text/markdown.ts';
import { m } from '#lib/paraglide/messages.js';
import { eventOf } from '#lib/events/event-of.server.ts';
import { standingFor } from '#lib/server/event-standing.ts';
import { throwErrorPage } from '#lib/server/form.ts';

type Asked = Pick<RequestEvent, 'locals' | 'url' | 'request'> & {
  params: { event?: string | undefined; session?: string | undefined };
};

/** What the pages of a session's notes begin with. Who may not read them gets the error page; merged sessions lead on. */
export async function notesFor(asked: Asked) {
  const { db } = asked.locals.app;
  const event = await eventOf(asked);
  const standing = await standingFor(asked, event.id);
  const session = await findSession(db, event.id, asked.params.session ?? '');
  if (!session) error(404, m.error_not_found());
  if (session.mergedTarget)
    redirect(
      asked.request.method === 'GET' ? 307 : 303,
      asked.url.pathname.replace(session.id, session.mergedTarget.id),
    );
  const notes = await notesOf(db, session.id);
  if (!(await mayReadNotes(db, standing, { sessionId: session.id, frozenAt: notes.frozenAt })))
    throwErrorPage(asked, asked.locals.account ? notAllowed('') : signInNeeded());
  return { event, standing, session, notes };
}

/** Notes as HTML: boxes of action items as signs, headings below the page's own. */
export function renderNotes(text: string, firstHeading: 2 | 3 = 3): string {
  return renderMarkdown(withSigns(text), { firstHeading });
}

/** An answer that is Markdown, named so that it can be kept. */
export function markdownResponse(text: string, name: string): Response {
  return new Response(text, {
    headers: {
      'content-type': 'text/markdown; charset=utf-8',
      'content-disposition': `inline; filename="${name}.md"`,
      'cache-control': 'no-store',
    },
  });
}
