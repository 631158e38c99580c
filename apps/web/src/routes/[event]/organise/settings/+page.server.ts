import { fail } from '@sveltejs/kit';
import { cancelEvent } from '@plenary/domain/events/cancel-event.ts';
import { changeEvent } from '@plenary/domain/events/change-event.ts';
import { eventOrganisations } from '@plenary/domain/events/event-queries.ts';
import { setOrganisations } from '@plenary/domain/events/set-organisations.ts';
import { letWritePages } from '@plenary/domain/pages/let-write-pages.ts';
import { letTakeCells } from '@plenary/domain/schedule/let-take-cells.ts';
import { localTimeOf } from '@plenary/domain/events/slot-times.ts';
import { invitationMeters } from '@plenary/domain/invitations/invitation-queries.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import {
  atOrganisationRows,
  organisationRows,
  settingsInput,
  settingsValues,
} from '#lib/events/settings-form.ts';
import { mustOrganise } from '#lib/server/event-standing.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  await mustOrganise(request, event.id);
  const { app } = request.locals;
  const { counts } = await invitationMeters(app.db, event);
  const local = (at: string | null) => {
    const time = at && localTimeOf(at, event.zone);
    return time ? `${time.date}T${time.time}` : '';
  };
  return {
    formKey: newFormKey(),
    zones: Intl.supportedValuesOf('timeZone'),
    values: settingsValues(event, local),
    organisations: await eventOrganisations(app.db, event.id),
    toTell: counts.requested + counts.waitlisted + counts.invited + counts.confirmed + counts.attended,
  };
};

export const actions: Actions = {
  change: async (event) => {
    const { id: eventId, announcedAt } = await eventOf(event);
    const form = await readForm(event);
    const input = asInput<Parameters<typeof changeEvent>[2]>({
      eventId,
      ...settingsInput(form.values, announcedAt === null),
    });
    const result = await changeEvent(event.locals.app.needs(form.key), event.locals.actor, input);
    if (!result.ok) return refuse(event, result.error, form.values);
    return { saved: 'event' as const };
  },
  organisations: async (event) => {
    const { id: eventId } = await eventOf(event);
    const form = await readForm(event);
    const input = asInput<Parameters<typeof setOrganisations>[2]>({
      eventId,
      version: form.values['version'],
      hosts: organisationRows(form.values, 'hosts'),
      sponsors: organisationRows(form.values, 'sponsors'),
    });
    const result = await setOrganisations(event.locals.app.needs(form.key), event.locals.actor, input);
    if (!result.ok) {
      const { status, data } = refuse(event, result.error, form.values);
      const fields = atOrganisationRows(data.refused.fields, form.values);
      return fail(status, { refused: { ...data.refused, fields } });
    }
    return { saved: 'organisations' as const };
  },
  freeCells: async (event) => {
    const { id: eventId } = await eventOf(event);
    const form = await readForm(event);
    const who = form.values['leads'] === 'on' ? 'leads' : 'nobody';
    const result = await letTakeCells(event.locals.app.needs(form.key), event.locals.actor, { eventId, who });
    if (!result.ok) return refuse(event, result.error, form.values);
    return { saved: 'free cells' as const };
  },
  pages: async (event) => {
    const { id: eventId } = await eventOf(event);
    const form = await readForm(event);
    const who = form.values['attendees'] === 'on' ? 'attendees' : 'organisers';
    const result = await letWritePages(event.locals.app.needs(form.key), event.locals.actor, {
      eventId,
      who,
    });
    if (!result.ok) return refuse(event, result.error, form.values);
    return { saved: 'pages' as const };
  },
  cancel: async (event) => {
    const { id: eventId } = await eventOf(event);
    const form = await readForm(event);
    const result = await cancelEvent(event.locals.app.needs(form.key), event.locals.actor, { eventId });
    if (!result.ok) return refuse(event, result.error, form.values);
    return { saved: 'cancelled' as const };
  },
};
