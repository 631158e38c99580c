import { error, redirect } from '@sveltejs/kit';
import { valueOf } from '@plenary/domain/kernel/action.ts';
import { DomainError } from '@plenary/domain/kernel/errors.ts';
import { changeMaterial } from '@plenary/domain/materials/change-material.ts';
import { mayAttach } from '@plenary/domain/materials/material-policy.ts';
import { materialsOf } from '@plenary/domain/materials/material-queries.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import { receivedUploads, uploadLimits } from '#lib/materials/desk.server.ts';
import { materialView } from '#lib/materials/material-view.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals, params }) => {
  const { event, standing } = await parent();
  const { db } = locals.app;
  const material = (await materialsOf(db, standing, { eventId: event.id })).find(
    (one) => one.id === params.material,
  );
  if (!material || !(await mayAttach(db, standing, material.session?.id ?? null)))
    error(404, m.error_not_found());
  return {
    material: { ...materialView(material), version: material.version },
    limits: uploadLimits(locals),
    formKey: newFormKey(),
  };
};

export const actions: Actions = {
  change: async (request) => {
    const event = await eventOf(request);
    const form = await readForm(request);
    const { app, actor } = request.locals;
    const { title, description, licence, language, version } = form.values;
    try {
      const uploads = await receivedUploads(request.locals, { eventId: event.id }, form);
      const about = { title, description, licence, language, version };
      const of = { eventId: event.id, materialId: request.params.material };
      const input = { ...of, ...about, uploads, removeFiles: form.all('removeFiles') };
      valueOf(await changeMaterial(app.needs(form.key), actor, asInput(input)));
    } catch (problem) {
      if (problem instanceof DomainError) return refuse(request, problem, form.values);
      throw problem;
    }
    redirect(303, `/${event.slug}/materials?done=saved#${request.params.material}`);
  },
};
