import { error, redirect } from '@sveltejs/kit';
import { releasedPlaces } from '@plenary/domain/agenda/agenda-queries.ts';
import { eventGrid } from '@plenary/domain/events/event-queries.ts';
import { notAllowed, signInNeeded } from '@plenary/domain/kernel/errors.ts';
import { organises } from '@plenary/domain/standing/standing.ts';
import {
  attendanceAddress,
  attendanceCode,
  attendanceWindow,
} from '@plenary/domain/training/attendance-code.ts';
import { attendeesOf, exerciseCounts, feedbackOf } from '@plenary/domain/training/attendance-queries.ts';
import { teaches } from '@plenary/domain/training/edition-policy.ts';
import { taughtSessions } from '@plenary/domain/training/edition-queries.ts';
import { markAttendance } from '@plenary/domain/training/mark-attendance.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { qrPicture } from '#lib/qr/qr-picture.server.ts';
import { newFormKey, readForm, refuse, throwErrorPage } from '#lib/server/form.ts';
import { momentIn } from '#lib/when.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event, standing } = await request.parent();
  const { app, account } = request.locals;
  const session = (await taughtSessions(app.db, event.id)).find((one) => one.id === request.params.session);
  if (!session) error(404, m.error_not_found());
  if (!(await teaches(app.db, standing, session.id)))
    throwErrorPage(request, account ? notAllowed('') : signInNeeded());
  const { startsAt, endsAt } = session;
  const window = startsAt && endsAt ? attendanceWindow({ startsAt, endsAt }) : null;
  const address = attendanceAddress(app.site, event, session.id);
  const counts = await exerciseCounts(app.db, event.id);
  const feedback = await feedbackOf(app.db, event.id, { named: organises(standing) });
  const place = (await releasedPlaces(app.db, event.id)).get(session.id);
  const day = (await eventGrid(app.db, event.id)).slots.find((slot) => slot.id === place?.slotId)?.dayId;
  return {
    session: { id: session.id, headline: session.headline },
    code: attendanceCode(app.site.secret, session.id),
    address,
    picture: qrPicture(address),
    window: window && { from: momentIn(event.zone, window.from), until: momentIn(event.zone, window.until) },
    people: (await attendeesOf(app.db, event.id)).map(({ invitationId, name, affiliation, attended }) => ({
      ...{ invitationId, name, affiliation, there: attended.has(session.id) },
    })),
    exercises: session.exercises.map((text, index) => ({
      ...{ text, count: counts.get(`${session.id} ${index}`) ?? 0 },
    })),
    feedback: feedback.get(session.id) ?? [],
    dayFeedback: day === undefined ? [] : (feedback.get(day) ?? []),
    saved: request.url.searchParams.has('saved'),
    formKey: newFormKey(),
  };
};

export const actions: Actions = {
  list: async (request) => {
    const event = await eventOf(request);
    const form = await readForm(request);
    const [shown, there] = [form.all('shown'), new Set(form.all('there'))];
    const { app, actor } = request.locals;
    const { session: sessionId } = request.params;
    const result = await markAttendance(app.needs(form.key), actor, {
      ...{ eventId: event.id, sessionId, there: [...there] },
      notThere: shown.filter((one) => !there.has(one)),
    });
    if (!result.ok) return refuse(request, result.error, form.values);
    redirect(303, `/${event.slug}/sessions/${sessionId}/attendance?saved`);
  },
};
