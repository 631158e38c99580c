import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Db } from '@plenary/domain/database/db.ts';
import type { Event } from '@plenary/domain/events/event.ts';
import type { PageWriters } from '@plenary/domain/events/event-tables.ts';
import { writesPages } from '@plenary/domain/pages/page-policy.ts';
import { eventPagesNamed, findPage } from '@plenary/domain/pages/page-queries.ts';
import { pagesNamed } from '@plenary/domain/projects/project-queries.ts';
import type { Standing } from '@plenary/domain/standing/standing.ts';
import { pageNamesIn, renderMarkdown } from '@plenary/domain/text/markdown.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { standingFor } from '#lib/server/event-standing.ts';
import { readForm } from '#lib/server/form.ts';

type Asked = Pick<RequestEvent, 'locals' | 'params' | 'url' | 'request'>;

/** The page of an event's address. Earlier addresses lead to the present one, with everything behind them. */
export async function pageOf({ locals, params, url, request }: Asked, event: Pick<Event, 'id' | 'slug'>) {
  const page = await findPage(locals.app.db, event.id, params['page'] ?? '');
  if (!page) error(404, m.error_not_found());
  // Not for good: a page may get an earlier name back. A form is answered where it was sent.
  if (page.movedTo && request.method === 'GET') {
    const base = `/${event.slug}/pages/`;
    redirect(307, url.pathname.replace(base + params['page'], base + page.movedTo) + url.search);
  }
  return page;
}

/** The event and the page that a form is about, for those who may see the event. */
export async function pageOfForm(request: RequestEvent) {
  const event = await eventOf(request);
  await standingFor(request, event.id);
  return { event, page: await pageOf(request, event) };
}

/** Why somebody cannot write pages of an event, or one of them; null when they can. */
export function notWriting(
  standing: Standing,
  event: Pick<Event, 'pagesBy'>,
  page?: { readonly writers: PageWriters },
): string | null {
  if (writesPages(standing, event.pagesBy, page?.writers ?? 'attendees')) return null;
  if (event.pagesBy === 'organisers') return m.pages_by_organisers();
  return page?.writers === 'organisers' ? m.pages_page_by_organisers() : m.pages_by_attendees();
}

/** Shows the error page with the reason to those who may not write; a visitor is asked to sign in first. */
export function mustWrite({ locals, url }: Pick<Asked, 'locals' | 'url'>, reason: string | null): void {
  if (reason === null) return;
  if (!locals.account) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
  error(403, reason, { code: 'not-allowed' });
}

/**
 * A page's Markdown as HTML, with links to what it names: a page of the same event, else a project. What nobody has
 * written leads to the form for a page of the event.
 */
export async function renderEventPage(
  db: Db,
  event: Pick<Event, 'id' | 'slug'>,
  body: string,
  firstHeading: 2 | 3,
): Promise<string> {
  const names = pageNamesIn(body);
  const pages = await eventPagesNamed(db, event.id, names);
  const projects = await pagesNamed(
    db,
    names.filter((name) => !pages.has(name)),
  );
  return renderMarkdown(body, {
    firstHeading,
    findPage: (name) => {
      const [page, project] = [pages.get(name), projects.get(name)];
      if (page) return { href: `/${event.slug}/pages/${page.slug}` };
      if (project) return { href: `/projects/${project.slug}` };
      return {
        href: `/${event.slug}/pages/new?name=${encodeURIComponent(name)}`,
        missing: { title: m.pages_missing({ name }) },
      };
    },
  });
}

/** The action `preview`: shows the text as it will look, and everything that was typed. */
export async function previewEventPage(request: RequestEvent) {
  const event = await eventOf(request);
  // Which names lead somewhere is only for those who see the event.
  await standingFor(request, event.id);
  const { values } = await readForm(request);
  const preview = await renderEventPage(request.locals.app.db, event, values['body'] ?? '', 3);
  return { preview, values };
}
