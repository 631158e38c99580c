import { redirect } from '@sveltejs/kit';
import { findProject } from '@plenary/domain/projects/project-queries.ts';
import { proposeSession } from '@plenary/domain/sessions/propose-session.ts';
import { mustTakePart } from '#lib/server/event-standing.ts';
import { newFormKey } from '#lib/server/form.ts';
import {
  formChoices,
  newLeads,
  previewSession,
  readSessionForm,
  refuseSession,
  sessionInput,
} from '#lib/sessions/session-form.server.ts';
import { zoneInWords } from '#lib/when.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event, may } = await request.parent();
  await mustTakePart(request, event.id);
  const { app } = request.locals;
  const choices = await formChoices(app.db, event);
  const project = await findProject(app.db, request.url.searchParams.get('project') ?? '');
  return {
    project: project && { id: project.id, slug: project.movedTo ?? project.slug, name: project.name },
    choices,
    closed: !may.organise && choices.days.length > 0 && choices.days.every((day) => day.closed),
    formKey: newFormKey(),
    zone: zoneInWords(event.zone, event.startsAt ?? app.clock.now().toString()),
  };
};

export const actions: Actions = {
  preview: previewSession,
  propose: async (request) => {
    const { event, values, needs, actor } = await readSessionForm(request);
    const result = await proposeSession(needs, actor, {
      ...sessionInput(values),
      eventId: event.id,
      iLead: values['iLead'] !== undefined,
      leads: newLeads(values),
      projectId: values['projectId'] || null,
    });
    if (!result.ok) return refuseSession(request, result.error, values);
    redirect(303, `/${event.slug}/sessions/${result.value.id}?proposed`);
  },
};
