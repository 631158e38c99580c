import { eventPagesNamed, findPage } from '@plenary/domain/pages/page-queries.ts';
import { renderMarkdown } from '@plenary/domain/text/markdown.ts';
import { notWriting } from '#lib/pages/event-page.server.ts';
import { namesOf } from '#lib/pages/starts.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals }) => {
  const { event, standing } = await parent();
  const { db } = locals.app;
  const [named] = (await eventPagesNamed(db, event.id, namesOf('travel'))).values();
  const together = named && (await findPage(db, event.id, named.slug));
  return {
    travel: renderMarkdown(event.travel),
    /** What those who come have agreed on, on a page of their own. */
    together: together
      ? {
          slug: together.slug,
          name: together.name,
          excerpt: together.excerpt,
          updatedAt: together.updatedAt,
          byName: together.byName,
        }
      : null,
    mayBegin: !together && notWriting(standing, event) === null,
  };
};
