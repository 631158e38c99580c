import { error } from '@sveltejs/kit';
import { renderMarkdown } from '@plenary/domain/text/markdown.ts';
import { findEdition } from '@plenary/domain/training/edition-queries.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals }) => {
  const { event } = await parent();
  const edition = await findEdition(locals.app.db, event.id);
  if (!edition) error(404, m.error_not_found());
  return {
    course: edition.course,
    preparation: renderMarkdown(edition.preparation, { firstHeading: 3 }),
    prerequisites: renderMarkdown(edition.prerequisites, { firstHeading: 3 }),
    travel: renderMarkdown(event.travel, { firstHeading: 3 }),
  };
};
