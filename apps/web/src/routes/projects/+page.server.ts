import { projectWriters, writesProjects } from '@plenary/domain/projects/project-policy.ts';
import { listProjects, wantedSkills } from '@plenary/domain/projects/project-queries.ts';
import { pageNumber } from '#lib/posts/page-number.ts';
import type { PageServerLoad } from './$types';

const PROJECTS_A_PAGE = 24;
const LONGEST_SEARCH = 200;

export const load: PageServerLoad = async ({ locals, url }) => {
  const { db } = locals.app;
  const search = (url.searchParams.get('q') ?? '').slice(0, LONGEST_SEARCH);
  const skill = url.searchParams.get('skill');
  const page = pageNumber(url);
  const { projects, count } = await listProjects(db, {
    search,
    ...(skill && { skill }),
    page,
    perPage: PROJECTS_A_PAGE,
  });
  return {
    ...{ projects, search, skill, page, count },
    pages: Math.ceil(count / PROJECTS_A_PAGE),
    skills: await wantedSkills(db),
    mayWrite: await writesProjects(db, locals.actor),
    writers: await projectWriters(db),
  };
};
