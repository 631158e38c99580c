import { LONGEST_ANNOUNCEMENT, postAnnouncement } from '@plenary/domain/announcements/post-announcement.ts';
import { endAnnouncement } from '@plenary/domain/announcements/end-announcement.ts';
import { eventGrid } from '@plenary/domain/events/event-queries.ts';
import { renewWallLink } from '@plenary/domain/wall/renew-wall-link.ts';
import { wallAddress } from '@plenary/domain/wall/wall-link.ts';
import { mustHelp } from '#lib/server/event-standing.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import { eventIdOf } from '#lib/events/event-of.server.ts';
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
    longest: LONGEST_ANNOUNCEMENT,
  };
};

export const actions: Actions = {
  post: async (request) => {
    const eventId = await eventIdOf(request);
    const form = await readForm(request);
    const { areaId, minutes, ...values } = form.values;
    const result = await postAnnouncement(
      request.locals.app.needs(form.key),
      request.locals.actor,
      asInput({ ...values, eventId, minutes, ...(areaId && { areaId }) }),
    );
    return result.ok ? { posted: true } : refuse(request, result.error, form.values);
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
