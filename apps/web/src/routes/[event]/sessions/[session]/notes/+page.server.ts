import { redirect, type RequestEvent } from '@sveltejs/kit';
import { itemsOfSession } from '@plenary/domain/notes/action-item-queries.ts';
import { correctNotes } from '@plenary/domain/notes/correct-notes.ts';
import { freezeNotes } from '@plenary/domain/notes/freeze-notes.ts';
import { nameScribe } from '@plenary/domain/notes/name-scribe.ts';
import { notesOfMerged, possibleScribes } from '@plenary/domain/notes/notes-queries.ts';
import { mayCorrectNotes, mayReadNotes, mayWriteNotes } from '@plenary/domain/notes/notes-policy.ts';
import { saveNotesText } from '@plenary/domain/notes/save-notes-text.ts';
import { tickActionItem } from '@plenary/domain/notes/tick-action-item.ts';
import { mayChange } from '@plenary/domain/sessions/session-policy.ts';
import { organises } from '@plenary/domain/standing/standing.ts';
import { m } from '#lib/paraglide/messages.js';
import { eventIdOf } from '#lib/events/event-of.server.ts';
import { notesFor, renderNotes } from '#lib/notes/notes-page.server.ts';
import { asInput, eitherOr } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { session, standing, notes, event } = await notesFor(request);
  const { db } = request.locals.app;
  const { id, headline, proposedBy, withdrawnAt } = session;
  const stands = withdrawnAt === null;
  const open = notes.frozenAt === null && stands;
  const names = open && (await mayChange(db, standing, { id, proposed_by: proposedBy }));
  const writes = open && (await mayWriteNotes(db, standing, id));
  const corrects = notes.frozenAt !== null && (await mayCorrectNotes(db, standing, event.id, id));
  const merged = await notesOfMerged(db, id);
  const readable = await Promise.all(
    merged.map((one) => mayReadNotes(db, standing, { sessionId: id, frozenAt: one.frozenAt })),
  );
  return {
    session: { id, headline },
    notes,
    html: notes.lines > 0 ? renderNotes(notes.text) : '',
    items: await itemsOfSession(db, id),
    viewerId: standing.personId,
    may: {
      write: writes,
      correct: corrects,
      freeze: open && organises(standing) && notes.lines > 0,
      name: names,
      /** Everything while it is written, and what one owns or may correct afterwards. */
      tickAll: writes || corrects,
    },
    scribes: names ? await possibleScribes(db, event.id) : [],
    merged: merged
      .filter((_, index) => readable[index])
      .map((one) => ({ id: one.id, headline: one.headline, html: renderNotes(one.text) })),
    saved: request.url.searchParams.has('saved'),
    formKey: newFormKey(),
  };
};

export const actions: Actions = {
  preview: async (request) => {
    const { values } = await readForm(request);
    return { preview: renderNotes(values['text'] ?? ''), values };
  },
  save: async (request) => {
    const { ids, values, needs } = await formOf(request);
    const { base, text } = values;
    const result = await saveNotesText(needs, request.locals.actor, asInput({ ...ids, base, text }));
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `${request.url.pathname}?saved`);
  },
  correct: async (request) => {
    const { ids, values, needs } = await formOf(request);
    const { base, text, summary } = values;
    const input = asInput<Parameters<typeof correctNotes>[2]>({ ...ids, base, text, summary });
    const result = await correctNotes(needs, request.locals.actor, input);
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `${request.url.pathname}?saved`);
  },
  scribe: async (request) => {
    const { ids, values, needs } = await formOf(request);
    const result = await nameScribe(needs, request.locals.actor, {
      ...ids,
      personId: values['personId'] || null,
    });
    return result.ok ? { news: m.notes_scribe_done() } : refuse(request, result.error, values);
  },
  tick: async (request) => {
    const { ids, values, needs } = await formOf(request);
    const { itemId } = values;
    const done = eitherOr(values['done'], 'yes', 'no');
    const result = await tickActionItem(needs, request.locals.actor, asInput({ ...ids, itemId, done }));
    return result.ok ? { news: m.notes_ticked() } : refuse(request, result.error, values);
  },
  freeze: async (request) => {
    const { ids, values, needs } = await formOf(request);
    const result = await freezeNotes(needs, request.locals.actor, ids);
    return result.ok ? { news: m.notes_freeze_done({ count: 1 }) } : refuse(request, result.error, values);
  },
};

/** A form of this page: what it is about, what was typed, and what its action needs. */
async function formOf(request: RequestEvent<{ event: string; session: string }>) {
  const eventId = await eventIdOf(request);
  const { values, key } = await readForm(request);
  return {
    ids: { eventId, sessionId: request.params.session },
    values,
    needs: request.locals.app.needs(key),
  };
}
