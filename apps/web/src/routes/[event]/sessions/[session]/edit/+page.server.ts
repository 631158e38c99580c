import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { organises } from '@plenary/domain/standing/standing.ts';
import { notAllowed, signInNeeded } from '@plenary/domain/kernel/errors.ts';
import { changeSession } from '@plenary/domain/sessions/change-session.ts';
import { mergeSessions } from '@plenary/domain/sessions/merge-sessions.ts';
import { mayChange } from '@plenary/domain/sessions/session-policy.ts';
import { findSession, listSessions } from '@plenary/domain/sessions/session-queries.ts';
import { withdrawSession } from '@plenary/domain/sessions/withdraw-session.ts';
import { m } from '#lib/paraglide/messages.js';
import { newFormKey, refuse, throwErrorPage } from '#lib/server/form.ts';
import {
  formChoices,
  idsIn,
  newLeads,
  previewSession,
  readSessionForm,
  refuseSession,
  sessionInput,
  valuesOf,
} from '#lib/sessions/session-form.server.ts';
import { zoneInWords } from '#lib/when.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event, standing } = await request.parent();
  const { app, account } = request.locals;
  const session = await findSession(app.db, event.id, request.params.session);
  if (!session) error(404, m.error_not_found());
  if (session.mergedInto || session.withdrawnAt) redirect(303, `/${event.slug}/sessions/${session.id}`);
  if (!(await mayChange(app.db, standing, { id: session.id, proposed_by: session.proposedBy })))
    throwErrorPage(
      request,
      account
        ? notAllowed('Only its leads, whoever proposed it and organisers may change this session.')
        : signInNeeded(),
    );
  const others = await listSessions(app.db, { eventId: event.id, viewerId: standing.personId ?? undefined });
  const leadsThis = session.leads.some(
    (lead) => lead.personId !== null && lead.personId === standing.personId,
  );
  return {
    session: { id: session.id, headline: session.headline, version: session.version, leads: session.leads },
    values: valuesOf(session),
    choices: await formChoices(app.db, event),
    mergeTargets: others
      .filter(
        (other) => other.id !== session.id && (organises(standing) || (leadsThis && other.leadByViewer)),
      )
      .map((other) => ({ value: other.id, label: other.headline }))
      .toSorted((a, b) => a.label.localeCompare(b.label)),
    formKey: newFormKey(),
    zone: zoneInWords(event.zone, event.startsAt ?? app.clock.now().toString()),
  };
};

export const actions: Actions = {
  preview: previewSession,
  save: async (request) => {
    const { event, values, needs, actor } = await readSessionForm(request);
    const result = await changeSession(needs, actor, {
      ...sessionInput(values),
      eventId: event.id,
      sessionId: sessionOf(request),
      version: values['version'],
      keepLeadIds: idsIn(values, 'keep_'),
      addLeads: newLeads(values),
    });
    if (!result.ok) return refuseSession(request, result.error, values);
    redirect(303, `/${event.slug}/sessions/${sessionOf(request)}?saved`);
  },
  withdraw: async (request) => {
    const { event, values, needs, actor } = await readSessionForm(request);
    const result = await withdrawSession(needs, actor, {
      eventId: event.id,
      sessionId: sessionOf(request),
      version: values['version'],
    });
    if (!result.ok) return refuse(request, result.error, {});
    redirect(303, `/${event.slug}/sessions/${sessionOf(request)}`);
  },
  merge: async (request) => {
    const { event, values, needs, actor } = await readSessionForm(request);
    const result = await mergeSessions(needs, actor, {
      eventId: event.id,
      fromId: sessionOf(request),
      intoId: values['intoId'] ?? '',
      fromVersion: values['version'],
    });
    if (!result.ok) return refuse(request, result.error, {});
    redirect(303, `/${event.slug}/sessions/${result.value.intoId}?merged=${sessionOf(request)}`);
  },
};

function sessionOf(request: RequestEvent): string {
  return request.params['session'] ?? '';
}
