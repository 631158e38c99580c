import { redirect } from '@sveltejs/kit';
import { eventGrid } from '@plenary/domain/events/event-queries.ts';
import { sessionSlotsOf } from '@plenary/domain/events/grid.ts';
import { notFound } from '@plenary/domain/kernel/errors.ts';
import { requirePerson } from '@plenary/domain/standing/standing.ts';
import { absencesOf } from '@plenary/domain/interest/interest-queries.ts';
import { markAbsence } from '@plenary/domain/interest/mark-absence.ts';
import { mustTakePart } from '#lib/server/event-standing.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import { idsIn } from '#lib/sessions/session-form.server.ts';
import { dateInWords, timeIn, zoneInWords } from '#lib/when.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  await mustTakePart(request, event.id);
  const { db } = request.locals.app;
  const missed = await absencesOf(db, event.id, requirePerson(request.locals.actor));
  const grid = await eventGrid(db, event.id);
  return {
    days: grid.days
      .map((day) => ({
        id: day.id,
        label: dateInWords(day.date),
        slots: sessionSlotsOf(grid, day.id).map((slot) => ({
          id: slot.id,
          label: `${timeIn(event.zone, slot.startsAt)}–${timeIn(event.zone, slot.endsAt)}`,
          missed: missed.has(slot.id),
        })),
      }))
      .filter((day) => day.slots.length > 0),
    zone: event.startsAt ? zoneInWords(event.zone, event.startsAt) : event.zone,
    saved: request.url.searchParams.has('saved'),
    formKey: newFormKey(),
  };
};

export const actions: Actions = {
  mark: async (request) => {
    const event = await eventOf(request);
    const { db } = request.locals.app;
    const { values, key } = await readForm(request);
    const grid = await eventGrid(db, event.id);
    const strange = [values['thereAll'], values['missAll']].find(
      (dayId) => dayId !== undefined && !grid.days.some((day) => day.id === dayId),
    );
    if (strange !== undefined) return refuse(request, notFound('day', strange), values);
    const daySlots = (dayId: string | undefined) =>
      dayId ? sessionSlotsOf(grid, dayId).map((slot) => slot.id) : [];
    const there = new Set(daySlots(values['thereAll']));
    const missed = new Set([...idsIn(values, 'miss_'), ...daySlots(values['missAll'])]);
    const result = await markAbsence(request.locals.app.needs(key), request.locals.actor, {
      eventId: event.id,
      slotIds: [...missed].filter((slotId) => !there.has(slotId)),
    });
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/${event.slug}/absence?saved`);
  },
};
