import { archive, archiveChoices } from '@plenary/domain/materials/archive-queries.ts';
import { MATERIAL_KINDS } from '@plenary/domain/materials/material.ts';
import { coursesWithFiles } from '@plenary/domain/training/course-file-queries.ts';
import { materialView } from '#lib/materials/material-view.server.ts';
import { pageNumber } from '#lib/posts/page-number.ts';
import type { PageServerLoad } from './$types';

const A_PAGE = 20;
const LONGEST_SEARCH = 200;

export const load: PageServerLoad = async ({ locals, url }) => {
  const { db } = locals.app;
  const asked = (name: string): string => (url.searchParams.get(name) ?? '').slice(0, LONGEST_SEARCH);
  const chosen = {
    search: asked('search'),
    event: asked('event'),
    kind: asked('kind'),
    topic: asked('topic'),
    person: asked('person'),
    year: asked('year'),
  };
  const { event, kind, ...rest } = chosen;
  const page = pageNumber(url);
  const { materials, count } = await archive(db, {
    ...rest,
    eventSlug: event,
    kind: MATERIAL_KINDS.find((one) => one === kind),
    page,
    perPage: A_PAGE,
  });
  return {
    materials: materials.map(materialView),
    count,
    page,
    pages: Math.ceil(count / A_PAGE),
    chosen,
    narrowed: Object.values(chosen).some(Boolean),
    choices: await archiveChoices(db),
    courses: await coursesWithFiles(db),
  };
};
