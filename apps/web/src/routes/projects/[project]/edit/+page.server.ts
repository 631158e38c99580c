import { redirect } from '@sveltejs/kit';
import { changeProject } from '@plenary/domain/projects/change-project.ts';
import { renameProject } from '@plenary/domain/projects/rename-project.ts';
import {
  mustWriteProjects,
  previewProject,
  projectInput,
  projectOf,
} from '#lib/projects/project-page.server.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { id, slug, name, body, code, skills, version } = await projectOf(request);
  await mustWriteProjects(request, id);
  return { project: { slug, name, body, code, skills, version }, formKey: newFormKey() };
};

export const actions: Actions = {
  preview: previewProject,
  change: async (request) => {
    const project = await projectOf(request);
    const { values, key } = await readForm(request);
    const result = await changeProject(
      request.locals.app.needs(key),
      request.locals.actor,
      asInput({ ...projectInput(values), projectId: project.id, version: values['version'] }),
    );
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/projects/${project.movedTo ?? project.slug}?saved`);
  },
  rename: async (request) => {
    const project = await projectOf(request);
    const { values, key } = await readForm(request);
    const { name, version } = values;
    const result = await renameProject(
      request.locals.app.needs(key),
      request.locals.actor,
      asInput({ projectId: project.id, version, name }),
    );
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/projects/${result.value.slug}?renamed`);
  },
};
