import { redirect } from '@sveltejs/kit';
import { createProject } from '@plenary/domain/projects/create-project.ts';
import { projectWriters } from '@plenary/domain/projects/project-policy.ts';
import { mustWriteProjects, previewProject, projectInput } from '#lib/projects/project-page.server.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

const LONGEST_NAME = 80;

export const load: PageServerLoad = async (request) => {
  await mustWriteProjects(request);
  return {
    formKey: newFormKey(),
    writers: await projectWriters(request.locals.app.db),
    /** Where a link to a page that nobody has written leads. */
    name: (request.url.searchParams.get('name') ?? '').slice(0, LONGEST_NAME),
  };
};

export const actions: Actions = {
  preview: previewProject,
  create: async (request) => {
    const { values, key } = await readForm(request);
    const result = await createProject(
      request.locals.app.needs(key),
      request.locals.actor,
      asInput({ ...projectInput(values), name: values['name'] }),
    );
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/projects/${result.value.slug}`);
  },
};
