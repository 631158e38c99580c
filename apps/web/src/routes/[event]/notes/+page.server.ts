import { fail, redirect } from '@sveltejs/kit';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import { itemsOfEvent } from '@plenary/domain/notes/action-item-queries.ts';
import { freezeNotes } from '@plenary/domain/notes/freeze-notes.ts';
import { notesOverview } from '@plenary/domain/notes/notes-queries.ts';
import { remindAboutNotes } from '@plenary/domain/notes/remind-about-notes.ts';
import { m } from '#lib/paraglide/messages.js';
import { eventIdOf } from '#lib/events/event-of.server.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { event, may } = await parent();
  const { db, clock } = locals.app;
  const now = timestamp(clock.now());
  const reads = may.takePart || may.help;
  const all = await notesOverview(db, event.id, now);
  return {
    reads,
    now,
    withNotes: all.filter((one) => one.lines > 0 && (reads || one.frozenAt !== null)),
    // Nobody else is told that something is missing.
    without: reads ? all.filter((one) => one.lines === 0) : [],
    mayFreeze: may.organise && all.some((one) => one.lines > 0 && one.frozenAt === null),
    items: (await itemsOfEvent(db, event.id, { frozenOnly: !reads })).filter((item) => !item.done),
    reminded: Number(url.searchParams.get('reminded') ?? 0),
    frozen: Number(url.searchParams.get('frozen') ?? 0),
    formKey: newFormKey(),
  };
};

export const actions: Actions = {
  remind: async (request) => {
    const eventId = await eventIdOf(request);
    const { values, key } = await readForm(request);
    const result = await remindAboutNotes(request.locals.app.needs(key), request.locals.actor, {
      eventId,
      sessionId: values['sessionId'] || null,
    });
    if (result.ok) redirect(303, `${request.url.pathname}?reminded=${result.value.people}`);
    const { status, data } = refuse(request, result.error, values);
    const sentence = result.error.code === 'too-many' ? m.notes_remind_too_often() : data.refused.sentence;
    return fail(status, { refused: { ...data.refused, sentence } });
  },
  freeze: async (request) => {
    const eventId = await eventIdOf(request);
    const { values, key } = await readForm(request);
    const result = await freezeNotes(request.locals.app.needs(key), request.locals.actor, {
      eventId,
      sessionId: null,
    });
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `${request.url.pathname}?frozen=${result.value.frozen}`);
  },
};
