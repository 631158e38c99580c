import { redirect } from '@sveltejs/kit';
import { announceEvent } from '@plenary/domain/events/announce-event.ts';
import { phaseOf } from '@plenary/domain/events/event.ts';
import { eventGrid } from '@plenary/domain/events/event-queries.ts';
import { nextSteps } from '@plenary/domain/events/next-steps.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import { draftPost } from '@plenary/domain/posts/draft-post.ts';
import { postsAbout } from '@plenary/domain/posts/post-queries.ts';
import { invitationMeters } from '@plenary/domain/invitations/invitation-queries.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { asInput, eitherOr } from '#lib/server/form-input.ts';
import { mustOrganise } from '#lib/server/event-standing.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  await mustOrganise(request, event.id);
  const { app } = request.locals;
  const phase = phaseOf(event, timestamp(app.clock.now()));
  const meters = await invitationMeters(app.db, event);
  return {
    phase,
    meters,
    posts: await postsAbout(app.db, event.id),
    formKey: newFormKey(),
    steps: nextSteps(event, await eventGrid(app.db, event.id), phase, meters.counts.requested),
  };
};

export const actions: Actions = {
  announce: async (event) => {
    const { id: eventId } = await eventOf(event);
    const form = await readForm(event);
    const result = await announceEvent(event.locals.app.needs(form.key), event.locals.actor, { eventId });
    return result.ok ? { announced: true } : refuse(event, result.error, form.values);
  },
  draft: async (event) => {
    const { id: eventId } = await eventOf(event);
    const { values, key } = await readForm(event);
    const { kind, again } = values;
    const result = await draftPost(
      event.locals.app.needs(key),
      event.locals.actor,
      asInput({ eventId, kind, locale: getLocale(), again: eitherOr(again, 'yes', '') }),
    );
    if (!result.ok) return refuse(event, result.error, values);
    redirect(303, `/posts/${result.value.slug}`);
  },
};
