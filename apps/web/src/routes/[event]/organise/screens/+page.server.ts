import type { RequestEvent } from '@sveltejs/kit';
import type { Event } from '@plenary/domain/events/event.ts';
import {
  announcementPeople,
  type AnnouncementTarget,
} from '@plenary/domain/announcements/announcement-people.ts';
import { LONGEST_ANNOUNCEMENT, postAnnouncement } from '@plenary/domain/announcements/post-announcement.ts';
import { endAnnouncement } from '@plenary/domain/announcements/end-announcement.ts';
import { eventGrid } from '@plenary/domain/events/event-queries.ts';
import { renewWallLink } from '@plenary/domain/wall/renew-wall-link.ts';
import { wallAddress } from '@plenary/domain/wall/wall-link.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import { listSessions } from '@plenary/domain/sessions/session-queries.ts';
import { mustHelp } from '#lib/server/event-standing.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import { eventIdOf, eventOf } from '#lib/events/event-of.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  await mustHelp(request, event.id);
  const { db, site } = request.locals.app;
  const { areas } = await eventGrid(db, event.id);
  return {
    formKey: newFormKey(),
    address: await wallAddress(db, site, event.id),
    areas: areas.map(({ id, label, name }) => ({ id, label, name })),
    sessions: (await listSessions(db, { eventId: event.id }))
      .map(({ id, headline }) => ({ id, headline }))
      .toSorted((a, b) => a.headline.localeCompare(b.headline)),
    /** Chosen already, when one comes from a session's page. */
    sessionId: request.url.searchParams.get('session'),
    longest: LONGEST_ANNOUNCEMENT,
  };
};

export const actions: Actions = {
  post: async (request) => {
    const event = await eventOf(request);
    const form = await readForm(request);
    const { to, minutes, text, mail, mailTo } = form.values;
    const { app, actor } = request.locals;
    const target = targetOf(to);
    if (mail && mailTo === undefined) return ask(request, event, form.values);
    const result = await postAnnouncement(
      app.needs(form.key),
      actor,
      asInput({ eventId: event.id, text, minutes, ...target, ...(mail && { mailTo }) }),
    );
    if (result.ok) return { posted: true, onScreens: target.sessionId === undefined };
    if (mail && result.error.code === 'stale') return ask(request, event, form.values);
    return refuse(request, result.error, form.values);
  },
  end: async (request) => {
    const eventId = await eventIdOf(request);
    const form = await readForm(request);
    const result = await endAnnouncement(
      request.locals.app.needs(form.key),
      request.locals.actor,
      asInput({ ...form.values, eventId }),
    );
    return result.ok ? { ended: true } : refuse(request, result.error, {});
  },
  renew: async (request) => {
    const eventId = await eventIdOf(request);
    const { app, actor } = request.locals;
    const result = await renewWallLink(app.needs(), actor, { eventId });
    return result.ok ? { renewed: true } : refuse(request, result.error, {});
  },
};

/** Says how many would be mailed, before anybody is. */
async function ask(
  request: RequestEvent<{ event: string }>,
  event: Event,
  { mailTo: _before, ...values }: Record<string, string>,
) {
  await mustHelp(request, event.id);
  const { db, clock } = request.locals.app;
  const people = await announcementPeople(db, event, targetOf(values['to']), timestamp(clock.now()));
  return { ask: { mailTo: people.length, values } };
}

/** Whom the form's choice is for: `area …`, `session …`, or everybody. What it does not know is no area, never everybody. */
function targetOf(to: string | undefined): AnnouncementTarget {
  if (!to) return {};
  const [kind, id] = to.split(' ');
  return kind === 'session' ? { sessionId: id } : { areaId: kind === 'area' ? id : to };
}
