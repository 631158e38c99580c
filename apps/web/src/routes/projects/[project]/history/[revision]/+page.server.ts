import { error, redirect } from '@sveltejs/kit';
import { writesProjects } from '@plenary/domain/projects/project-policy.ts';
import { restoreRevision } from '@plenary/domain/projects/restore-revision.ts';
import { findRevision } from '@plenary/domain/projects/revision-queries.ts';
import { compareTexts } from '@plenary/domain/text/compared-text.ts';
import { m } from '#lib/paraglide/messages.js';
import { projectOf } from '#lib/projects/project-page.server.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { db } = request.locals.app;
  const { id, slug, name, version } = await projectOf(request);
  const asked = request.params.revision;
  const found = /^[1-9]\d{0,8}$/.test(asked) ? await findRevision(db, id, Number(asked)) : undefined;
  if (!found) error(404, m.error_not_found());
  const { revision, before } = found;
  return {
    project: { slug, name, version },
    revision,
    before: before && { name: before.name, code: before.code, skills: before.skills },
    lines: compareTexts(before?.body ?? '', revision.body),
    mayRestore: revision.version < version && (await writesProjects(db, request.locals.actor, id)),
    formKey: newFormKey(),
  };
};

export const actions: Actions = {
  restore: async (request) => {
    const project = await projectOf(request);
    const { values, key } = await readForm(request);
    const result = await restoreRevision(
      request.locals.app.needs(key),
      request.locals.actor,
      asInput({ projectId: project.id, version: values['version'], revision: request.params.revision }),
    );
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/projects/${project.movedTo ?? project.slug}?restored`);
  },
};
