import { error, redirect } from '@sveltejs/kit';
import { phaseOf } from '@plenary/domain/events/event.ts';
import { eventGrid } from '@plenary/domain/events/event-queries.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import { attendeesOf, feedbackOf } from '@plenary/domain/training/attendance-queries.ts';
import { changeEdition } from '@plenary/domain/training/change-edition.ts';
import { findEdition, taughtSessions, untoldPeople } from '@plenary/domain/training/edition-queries.ts';
import { revokeCertificate } from '@plenary/domain/training/revoke-certificate.ts';
import { tellInterested } from '@plenary/domain/training/tell-interested.ts';
import { eventForm } from '#lib/events/event-form.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { mustOrganise } from '#lib/server/event-standing.ts';
import { asInput, eitherOr } from '#lib/server/form-input.ts';
import { newFormKey, refuse } from '#lib/server/form.ts';
import { dateInWords } from '#lib/when.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  await mustOrganise(request, event.id);
  const { db } = request.locals.app;
  const edition = await findEdition(db, event.id);
  if (!edition) error(404, m.error_not_found());
  const { course, preparation, certificateShare, feedbackDays, version, toldAt } = edition;
  const sessions = await taughtSessions(db, event.id);
  const feedback = await feedbackOf(db, event.id, { named: true });
  const { days } = await eventGrid(db, event.id);
  return {
    course,
    values: { preparation, certificateShare, feedbackDays, version },
    made: request.url.searchParams.has('made'),
    sessions: sessions.map(({ id, headline, startsAt }) => ({ id, headline, placed: startsAt !== null })),
    isOver: ['past', 'cancelled'].includes(phaseOf(event, timestamp(request.locals.app.clock.now()))),
    untold: (await untoldPeople(db, { course_id: course.id, told_at: toldAt })).length,
    people: (await attendeesOf(db, event.id)).map((person) => ({
      ...{ invitationId: person.invitationId, name: person.name, certificate: person.certificate },
      attended: sessions.map((session) => person.attended.has(session.id)),
    })),
    feedback: [
      ...sessions.map(({ id, headline }) => ({ id, title: headline, said: feedback.get(id) ?? [] })),
      ...days.map(({ id, date }) => ({ id, title: dateInWords(date), said: feedback.get(id) ?? [] })),
    ].filter((one) => one.said.length > 0),
    formKey: newFormKey(),
  };
};

export const actions: Actions = {
  change: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const { version, preparation, certificateShare, feedbackDays } = values;
    const input = { eventId: event.id, version, preparation, certificateShare, feedbackDays };
    const result = await changeEdition(needs, actor, asInput(input));
    return result.ok ? { saved: true } : refuse(request, result.error, values);
  },
  tell: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const result = await tellInterested(needs, actor, { eventId: event.id });
    return result.ok ? { told: result.value.told } : refuse(request, result.error, values);
  },
  revoke: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const revoked = eitherOr(values['revoked'], 'true', 'false');
    const input = { eventId: event.id, invitationId: values['invitationId'], revoked };
    const result = await revokeCertificate(needs, actor, asInput(input));
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/${event.slug}/organise/training#attendance`);
  },
};
