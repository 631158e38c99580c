import { error, redirect } from '@sveltejs/kit';
import { eventGrid } from '@plenary/domain/events/event-queries.ts';
import { invitationOf } from '@plenary/domain/invitations/my-invitation-queries.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import { ownTraining } from '@plenary/domain/training/attendance-queries.ts';
import { attendanceWindow } from '@plenary/domain/training/attendance-code.ts';
import { mayHaveCertificate } from '@plenary/domain/training/edition.ts';
import { feedbackUntil } from '@plenary/domain/training/edition-policy.ts';
import { findEdition, taughtSessions } from '@plenary/domain/training/edition-queries.ts';
import { giveFeedback } from '@plenary/domain/training/give-feedback.ts';
import { takeCertificate } from '@plenary/domain/training/take-certificate.ts';
import { tickExercise } from '@plenary/domain/training/tick-exercise.ts';
import { eventForm } from '#lib/events/event-form.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { asInput, eitherOr } from '#lib/server/form-input.ts';
import { newFormKey, refuse } from '#lib/server/form.ts';
import { dateInWords, dayIn, momentIn, timeIn } from '#lib/when.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { event } = await parent();
  const { app, account } = locals;
  const edition = await findEdition(app.db, event.id);
  if (!edition) error(404, m.error_not_found());
  const now = timestamp(app.clock.now());
  const mine = account ? await invitationOf(app.db, event.id, account.id) : undefined;
  const place = mine && ['confirmed', 'attended', 'no-show'].includes(mine.state) ? mine : undefined;
  const shown = {
    course: edition.course,
    signedIn: account !== null,
    done: url.searchParams.has('said') ? ('said' as const) : null,
    formKey: newFormKey(),
  };
  if (!account || !place) return { ...shown, own: null };
  const until = feedbackUntil(event, { feedback_days: edition.feedbackDays });
  const isOpen = until === null || now < until;
  const of = { eventId: event.id, personId: account.id, invitationId: place.id };
  const { attended, ticked, feedback, certificate } = await ownTraining(app.db, of);
  const sessions = (await taughtSessions(app.db, event.id)).map((session) => {
    const { startsAt, endsAt } = session;
    const window = startsAt && endsAt ? attendanceWindow({ startsAt, endsAt }) : null;
    return {
      ...{ id: session.id, headline: session.headline, begun: startsAt !== null && startsAt <= now },
      when: startsAt && endsAt ? whenInWords(event.zone, startsAt, endsAt) : null,
      attended: attended.has(session.id),
      isOn: window !== null && window.from <= now && now <= window.until,
      exercises: session.exercises.map((text, index) => ({
        ...{ text, index, done: ticked.has(`${session.id} ${index}`) },
      })),
      feedback: feedback.get(session.id) ?? null,
    };
  });
  const { days, slots } = await eventGrid(app.db, event.id);
  const attendedOnes = sessions.filter((session) => session.attended).length;
  const share = edition.certificateShare;
  return {
    ...shown,
    own: {
      sessions,
      days: days.map(({ id, date }) => ({
        ...{ id, name: dateInWords(date), feedback: feedback.get(id) ?? null },
        begun: (slots.find((slot) => slot.dayId === id)?.startsAt ?? '9') <= now,
      })),
      feedback: { isOpen, until: until && momentIn(event.zone, until) },
      certificate: {
        ...{
          code: certificate?.code ?? null,
          revoked: certificate?.revokedAt !== undefined && certificate?.revokedAt !== null,
        },
        ...{ share, attended: attendedOnes, sessions: sessions.length },
        over: event.endsAt !== null && event.endsAt <= now,
        enough: mayHaveCertificate(attendedOnes, sessions.length, share),
      },
    },
  };
};

function whenInWords(zone: string, startsAt: string, endsAt: string): string {
  return `${dayIn(zone, startsAt)}, ${timeIn(zone, startsAt)}–${timeIn(zone, endsAt)}`;
}

export const actions: Actions = {
  tick: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const { sessionId, exercise } = values;
    const done = eitherOr(values['done'], 'true', 'false');
    const input = { eventId: event.id, sessionId, exercise, done };
    const result = await tickExercise(needs, actor, asInput(input));
    return result.ok ? { ticked: true } : refuse(request, result.error, values);
  },
  feedback: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const { kind, subjectId, stars, words } = values;
    const input = { eventId: event.id, about: { kind, id: subjectId }, stars, words };
    const result = await giveFeedback(needs, actor, asInput(input));
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/${event.slug}/training?said`);
  },
  certificate: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const result = await takeCertificate(needs, actor, { eventId: event.id });
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/certificate/${result.value.code}`);
  },
};
