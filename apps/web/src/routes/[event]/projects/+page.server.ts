import { highlightsOf } from '@plenary/domain/projects/highlight-queries.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { event } = await parent();
  const all = await highlightsOf(locals.app.db, event.id);
  const skill = url.searchParams.get('skill');
  const counts = Map.groupBy(
    all.flatMap((project) => project.skills),
    (name) => name,
  );
  return {
    projects: skill ? all.filter((project) => project.skills.includes(skill)) : all,
    none: all.length === 0,
    skill,
    skills: [...counts]
      .map(([name, times]) => ({ skill: name, count: times.length }))
      .toSorted((a, b) => a.skill.localeCompare(b.skill)),
  };
};
