import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { notAllowed, signInNeeded } from '@plenary/domain/kernel/errors.ts';
import type { Id } from '@plenary/domain/kernel/ids.ts';
import { writesProjects } from '@plenary/domain/projects/project-policy.ts';
import { findProject, pagesNamed } from '@plenary/domain/projects/project-queries.ts';
import type { Db } from '@plenary/domain/database/db.ts';
import { pageNamesIn, renderMarkdown } from '@plenary/domain/text/markdown.ts';
import { m } from '#lib/paraglide/messages.js';
import { readForm, throwErrorPage } from '#lib/server/form.ts';

type Asked = Pick<RequestEvent, 'locals' | 'params' | 'url' | 'request'>;

/** The project of a page's address. Earlier addresses lead to the present one, with everything behind them. */
export async function projectOf({ locals, params, url, request }: Asked) {
  const project = await findProject(locals.app.db, params['project'] ?? '');
  if (!project) error(404, m.error_not_found());
  // Not for good: a project may get an earlier name back. A form is answered where it was sent.
  if (project.movedTo && request.method === 'GET')
    redirect(
      307,
      url.pathname.replace(`/projects/${params['project']}`, `/projects/${project.movedTo}`) + url.search,
    );
  return project;
}

/** Shows the error page to those who may not write projects, or this one. */
export async function mustWriteProjects(asked: Asked, projectId?: Id): Promise<void> {
  if (await writesProjects(asked.locals.app.db, asked.locals.actor, projectId)) return;
  throwErrorPage(asked, asked.locals.account ? notAllowed('') : signInNeeded());
}

/** A page's Markdown as HTML, with links to the pages it names; those that nobody has written lead to the form for them. */
export async function renderPage(db: Db, body: string, firstHeading: 2 | 3): Promise<string> {
  const pages = await pagesNamed(db, pageNamesIn(body));
  return renderMarkdown(body, {
    firstHeading,
    findPage: (name) => {
      const page = pages.get(name);
      return page
        ? { href: `/projects/${page.slug}` }
        : {
            href: `/projects/new?name=${encodeURIComponent(name)}`,
            missing: { title: m.projects_missing({ name }) },
          };
    },
  });
}

/** The action `preview`: shows the text as it will look, and everything that was typed. */
export async function previewProject(request: RequestEvent) {
  const { values } = await readForm(request);
  return { preview: await renderPage(request.locals.app.db, values['body'] ?? '', 3), values };
}

/** A form's fields as the actions on projects take them; the action reads and checks each. */
export function projectInput(values: Readonly<Record<string, string | undefined>>) {
  const { body, code, skills = '', summary } = values;
  return { body, code, summary, skills: skills.split(',').filter((skill) => skill.trim() !== '') };
}
