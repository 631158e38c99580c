import { error, redirect } from '@sveltejs/kit';
import { binds, overlap } from '@plenary/domain/agenda/agenda.ts';
import { myAgenda, releasedPlaces } from '@plenary/domain/agenda/agenda-queries.ts';
import type { Db } from '@plenary/domain/database/db.ts';
import type { Event } from '@plenary/domain/events/event.ts';
import { eventGrid } from '@plenary/domain/events/event-queries.ts';
import { helpersOffered, myInterest, totals } from '@plenary/domain/interest/interest-queries.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import { mayAttach } from '@plenary/domain/materials/material-policy.ts';
import { materialsOf, type MaterialFile } from '@plenary/domain/materials/material-queries.ts';
import { mayReadNotes, mayWriteNotes } from '@plenary/domain/notes/notes-policy.ts';
import { notesOf } from '@plenary/domain/notes/notes-queries.ts';
import { projectOfSession } from '@plenary/domain/projects/project-queries.ts';
import { countHeads } from '@plenary/domain/schedule/count-heads.ts';
import { swapPlaces } from '@plenary/domain/schedule/swap-places.ts';
import { takeFreeCell } from '@plenary/domain/schedule/take-free-cell.ts';
import { offerToLead } from '@plenary/domain/sessions/offer-to-lead.ts';
import { restoreSession } from '@plenary/domain/sessions/restore-session.ts';
import { mayChange } from '@plenary/domain/sessions/session-policy.ts';
import { findSession, sessionsAlike } from '@plenary/domain/sessions/session-queries.ts';
import type { Standing } from '@plenary/domain/standing/standing.ts';
import { teaches } from '@plenary/domain/training/edition-policy.ts';
import { m } from '#lib/paraglide/messages.js';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import { eventForm } from '#lib/events/event-form.server.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import {
  cellOf,
  freePlaces,
  headCount,
  leftPlace,
  refusePlace,
  swapOptions,
} from '#lib/schedule/on-the-day.server.ts';
import { publicAddress } from '#lib/materials/file-address.server.ts';
import { materialView } from '#lib/materials/material-view.server.ts';
import { recordingsAsJsonLd } from '#lib/materials/recordings-json-ld.ts';
import { renderNotes } from '#lib/notes/notes-page.server.ts';
import { atTheDoor, sayEnd, sayRoom } from '#lib/rooms/at-the-door.server.ts';
import { asInput } from '#lib/server/form-input.ts';
import { previewOf } from '#lib/sessions/session-form.server.ts';
import { dateInWords, dayIn, timeIn, zoneInWords } from '#lib/when.ts';
import type { Actions, PageServerLoad } from './$types';

/** More of the same headline would push the session itself off a phone. */
const MOST_ALIKE = 3;

export const load: PageServerLoad = async ({ parent, locals, params, request, url }) => {
  const { event, standing, may, isEdition } = await parent();
  const { db } = locals.app;
  const session = await findSession(db, event.id, params.session);
  if (!session) error(404, m.error_not_found());
  if (session.mergedTarget)
    // 308 would send a form that was posted here on to the other session.
    redirect(
      request.method === 'GET' ? 308 : 303,
      `/${event.slug}/sessions/${session.mergedTarget.id}?merged=${session.id}`,
    );
  const { personId } = standing;
  const mine = personId ? (await myInterest(db, event.id, personId)).get(session.id) : undefined;
  const changer = await mayChange(db, standing, { id: session.id, proposed_by: session.proposedBy });
  const leads = mine?.leads ?? false;
  const { id, headline, topic, length, needs, proposerName, withdrawnAt } = session;
  const place = await placeOf(db, event, id, may.plan ? personId : null);
  const onTheDay = { locals, event, sessionId: id, place };
  const places = (leads || may.organise) && !withdrawnAt;
  const materials = await materialsOf(db, standing, { eventId: event.id, sessionId: id });
  const fileAddress = (file: MaterialFile) => publicAddress(locals.app, file);
  return {
    // What the page shows and no more: who is away when, and people's ids, stay here.
    session: { id, headline, topic, length, needs, proposerName, withdrawn: withdrawnAt !== null },
    leadNames: session.leads.map((lead) => lead.name).join(', '),
    parts: previewOf(session),
    mergedFrom: session.mergedFrom.map((one) => ({
      id: one.id,
      headline: one.headline,
      parts: previewOf(one),
    })),
    viewerId: may.plan && !withdrawnAt ? personId : null,
    answer: { level: mine?.level ?? null, canHelpLead: mine?.canHelpLead ?? false, leads },
    totals: (await totals(db, event.id, standing))?.get(session.id) ?? null,
    helpers: may.organise || leads ? await helpersOffered(db, session.id) : [],
    alike: withdrawnAt
      ? []
      : (await sessionsAlike(db, event.id, session.headline, session.id)).slice(0, MOST_ALIKE),
    mayChange: changer && !withdrawnAt,
    mayNoteAttendance: isEdition && (await teaches(db, standing, id)),
    mayOffer: may.plan && personId !== null && session.wantsLead && !withdrawnAt,
    project: (await projectOfSession(db, id)) ?? null,
    place,
    left: withdrawnAt ? null : await leftPlace(onTheDay),
    freeZone: zoneInWords(event.zone, timestamp(locals.app.clock.now())),
    free: places ? await freePlaces(onTheDay, may.organise) : null,
    swaps: may.organise && !withdrawnAt ? await swapOptions(onTheDay) : [],
    door: withdrawnAt ? null : await atTheDoor(locals, event, { id, place, maySay: leads || may.help }),
    heads: (leads || may.help) && !withdrawnAt ? await headCount(onTheDay) : null,
    notes: await notesShown(db, standing, session),
    materials: {
      list: materials.map(materialView),
      mayAttach: await mayAttach(db, standing, id),
    },
    jsonLd: standing.announced ? recordingsAsJsonLd(materials, fileAddress) : null,
    day: session.dayId ? await dayName(db, event, session.dayId) : null,
    news: newsOf(url),
    formKey: newFormKey(),
  };
};

export const actions: Actions = {
  offer: async (request) => {
    const event = await eventOf(request);
    const { values, key } = await readForm(request);
    const result = await offerToLead(request.locals.app.needs(key), request.locals.actor, {
      eventId: event.id,
      sessionId: request.params.session,
    });
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/${event.slug}/sessions/${request.params.session}?offered`);
  },
  take: async (request) => {
    const event = await eventOf(request);
    const { values, key } = await readForm(request);
    const { session: sessionId } = request.params;
    const result = await takeFreeCell(request.locals.app.needs(key), request.locals.actor, {
      eventId: event.id,
      sessionId,
      to: cellOf(values['cell']),
    });
    if (!result.ok) return refusePlace(request, result.error, values);
    redirect(303, `/${event.slug}/sessions/${sessionId}?taken`);
  },
  swap: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const { session: sessionId } = request.params;
    const result = await swapPlaces(needs, actor, {
      eventId: event.id,
      sessionId,
      withId: values['withId'] ?? '',
    });
    if (!result.ok) return refusePlace(request, result.error, values);
    redirect(303, `/${event.slug}/sessions/${sessionId}?swapped`);
  },
  room: sayRoom,
  end: sayEnd,
  heads: async (request) => {
    const event = await eventOf(request);
    const { values, key } = await readForm(request);
    const { session: sessionId } = request.params;
    const result = await countHeads(
      request.locals.app.needs(key),
      request.locals.actor,
      asInput({ eventId: event.id, sessionId, people: values['people'] }),
    );
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/${event.slug}/sessions/${sessionId}?counted`);
  },
  restore: async (request) => {
    const event = await eventOf(request);
    const { values, key } = await readForm(request);
    const result = await restoreSession(request.locals.app.needs(key), request.locals.actor, {
      eventId: event.id,
      sessionId: request.params.session,
    });
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/${event.slug}/sessions/${request.params.session}?restored`);
  },
};

const NEWS = ['proposed', 'saved', 'offered', 'restored', 'taken', 'swapped', 'counted'] as const;

/** What has just been done, from the address; and which session led here. */
function newsOf(url: URL): { done: (typeof NEWS)[number] | null; mergedId: string | null } {
  return {
    done: NEWS.find((news) => url.searchParams.has(news)) ?? null,
    mergedId: url.searchParams.get('merged'),
  };
}

async function notesShown(db: Db, standing: Standing, session: { id: string; withdrawnAt: string | null }) {
  const { text, lines, frozenAt } = await notesOf(db, session.id);
  const reads = await mayReadNotes(db, standing, { sessionId: session.id, frozenAt });
  const mayWrite =
    frozenAt === null && !session.withdrawnAt && (await mayWriteNotes(db, standing, session.id));
  return {
    html: lines > 0 && reads ? renderNotes(text) : '',
    frozenAt,
    mayWrite,
    hidden: lines > 0 && !reads,
  };
}

async function placeOf(db: Db, event: Event, sessionId: string, personId: string | null) {
  const place = (await releasedPlaces(db, event.id)).get(sessionId);
  if (!place) return null;
  const agenda = personId ? await myAgenda(db, event.id, personId) : null;
  // Named before the person has chosen this one too: that is when it helps to know.
  const clashes =
    agenda?.entries.filter(
      (entry) => entry.sessionId !== sessionId && binds(entry) && overlap(entry, place),
    ) ?? [];
  return {
    area: place.areaLabel,
    areaId: place.areaId,
    day: dayIn(event.zone, place.startsAt),
    times: `${timeIn(event.zone, place.startsAt)}–${timeIn(event.zone, place.endsAt)}`,
    startsAt: place.startsAt,
    endsAt: place.endsAt,
    zone: zoneInWords(event.zone, place.startsAt),
    clashes: clashes.map(({ sessionId: id, headline }) => ({ id, headline })),
  };
}

async function dayName(db: Db, event: Event, dayId: string): Promise<string | null> {
  const day = (await eventGrid(db, event.id)).days.find((one) => one.id === dayId);
  return day ? dateInWords(day.date) : null;
}
