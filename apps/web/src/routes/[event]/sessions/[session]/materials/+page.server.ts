import { error, redirect } from '@sveltejs/kit';
import { mayAttach } from '@plenary/domain/materials/material-policy.ts';
import { recordingConsent } from '@plenary/domain/materials/material-queries.ts';
import { sayRecordingConsent } from '@plenary/domain/materials/say-recording-consent.ts';
import { notAllowed, signInNeeded } from '@plenary/domain/kernel/errors.ts';
import { findSession } from '@plenary/domain/sessions/session-queries.ts';
import { eventIdOf } from '#lib/events/event-of.server.ts';
import { attach, doneOf, itemActions, materialsShown, uploadLimits } from '#lib/materials/desk.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse, throwErrorPage } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals, params, url }) => {
  const { event, standing, may } = await parent();
  const { db } = locals.app;
  const session = await findSession(db, event.id, params.session);
  if (!session) error(404, m.error_not_found());
  if (session.mergedTarget) redirect(303, `/${event.slug}/sessions/${session.mergedTarget.id}/materials`);
  if (!(await mayAttach(db, standing, session.id)))
    throwErrorPage({ url }, locals.account ? notAllowed('') : signInNeeded());
  return {
    session: { id: session.id, headline: session.headline, withdrawn: session.withdrawnAt !== null },
    materials: await materialsShown(
      locals,
      standing,
      { eventId: event.id, sessionId: session.id },
      may.organise,
    ),
    consent: await recordingConsent(db, session.id),
    limits: uploadLimits(locals),
    done: doneOf(url),
    formKey: newFormKey(),
  };
};

export const actions: Actions = {
  ...itemActions,
  attach: (event) => attach(event, event.params.session),
  consent: async (request) => {
    const eventId = await eventIdOf(request);
    const { values, key } = await readForm(request);
    const result = await sayRecordingConsent(
      request.locals.app.needs(key),
      request.locals.actor,
      asInput({ eventId, sessionId: request.params.session, answer: values['answer'] }),
    );
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `${request.url.pathname}?done=consent`);
  },
};
