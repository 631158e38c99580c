import { fail, type RequestEvent } from '@sveltejs/kit';
import { decideInvitations } from '@plenary/domain/invitations/decide-invitations.ts';
import { invitationMeters, invitationQueue } from '@plenary/domain/invitations/invitation-queries.ts';
import { wrongField } from '@plenary/domain/kernel/errors.ts';
import { noteInvitation } from '@plenary/domain/invitations/note-invitation.ts';
import { m } from '#lib/paraglide/messages.js';
import { eventOf } from '#lib/events/event-of.server.ts';
import { readQueueFilter } from '#lib/invitations/queue-filter.ts';
import { mustOrganise } from '#lib/server/event-standing.ts';
import { asInput } from '#lib/server/form-input.ts';
import { readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

const PER_PAGE = 50;

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  await mustOrganise(request, event.id);
  const { app } = request.locals;
  const filter = readQueueFilter(request.url.searchParams);
  const queue = await invitationQueue(app.db, event.id, { ...filter, perPage: PER_PAGE });
  return {
    queue,
    filter,
    pages: Math.max(1, Math.ceil(queue.total / PER_PAGE)),
    meters: await invitationMeters(app.db, event),
  };
};

export const actions: Actions = {
  decide: async (request) => {
    const { id: eventId } = await eventOf(request);
    const form = await readForm(request);
    // Each box holds `id:version`; the form that repeats a decision holds them all in one field.
    const chosen = form.all('chosen').flatMap((value) => value.split(' ').filter(Boolean));
    const values = { ...form.values, chosen: chosen.join(' ') };
    if (chosen.length === 0) return refuseEmptyChoice(request, values);
    const result = await decideInvitations(
      request.locals.app.needs(form.key),
      request.locals.actor,
      asInput({
        eventId,
        invitations: chosen.map((one) => ({ id: one.split(':')[0], version: one.split(':')[1] })),
        decision: form.values['decision'],
        reason: form.values['reason'],
        overInvite: form.values['overInvite'] === 'on',
      }),
    );
    return result.ok ? { decided: result.value.decided } : refuse(request, result.error, values);
  },
  note: async (request) => {
    const { id: eventId } = await eventOf(request);
    const form = await readForm(request);
    const { invitationId, version, note } = form.values;
    const result = await noteInvitation(
      request.locals.app.needs(form.key),
      request.locals.actor,
      asInput({ eventId, invitationId, version, note }),
    );
    return result.ok ? { noted: invitationId } : refuse(request, result.error, form.values);
  },
};

function refuseEmptyChoice(request: RequestEvent, values: Record<string, string>) {
  const { status, data } = refuse(request, wrongField('chosen', 'required', 'Nobody is chosen.'), values);
  return fail(status, { refused: { ...data.refused, sentence: m.invitations_choose_some() } });
}
