import { fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import type { Db } from '@plenary/domain/database/db.ts';
import { eventGrid } from '@plenary/domain/events/event-queries.ts';
import { sessionSlotsOf } from '@plenary/domain/events/grid.ts';
import type { DomainError } from '@plenary/domain/kernel/errors.ts';
import type { Id } from '@plenary/domain/kernel/ids.ts';
import { closePlenary } from '@plenary/domain/plenary/close-plenary.ts';
import { countHands } from '@plenary/domain/plenary/count-hands.ts';
import { goToStep } from '@plenary/domain/plenary/go-to-step.ts';
import { letLeadsPlace } from '@plenary/domain/plenary/let-leads-place.ts';
import { nextPitch } from '@plenary/domain/plenary/next-pitch.ts';
import { openPlenary } from '@plenary/domain/plenary/open-plenary.ts';
import { orderPitch } from '@plenary/domain/plenary/order-pitch.ts';
import { preparePlenaryRun } from '@plenary/domain/plenary/prepare-plenary-run.ts';
import { setClock } from '@plenary/domain/plenary/set-clock.ts';
import { writeDownProposal } from '@plenary/domain/plenary/write-down-proposal.ts';
import { participants } from '@plenary/domain/plenary/participants.ts';
import { releaseSchedule } from '@plenary/domain/schedule/release-schedule.ts';
import { mergeSessions } from '@plenary/domain/sessions/merge-sessions.ts';
import { wallAddress } from '@plenary/domain/wall/wall-link.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { controlState } from '#lib/plenary/plenary-state.server.ts';
import { endRun, startRun, takeFound } from '#lib/schedule/run-answers.server.ts';
import { mustHelp } from '#lib/server/event-standing.ts';
import { eventForm } from '#lib/events/event-form.server.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

/** Long enough for a good schedule of a day, short enough that nobody leaves the room. */
const RUN_SECONDS = 8;

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  const standing = await mustHelp(request, event.id);
  const { app } = request.locals;
  const grid = await eventGrid(app.db, event.id);
  const state = await controlState(request.locals, standing);
  return {
    state,
    liveFrom: app.live.newest(),
    days: grid.days
      .filter((day) => sessionSlotsOf(grid, day.id).length > 0)
      .map(({ id, date }) => ({ id, date })),
    screen: `${await wallAddress(app.db, app.site, event.id)}/plenary`,
    names: state.open ? await namesOf(app.db, event.id) : [],
    formKey: newFormKey(),
  };
};

/** To choose from; who has the same name as somebody else is typed in by name only. */
async function namesOf(db: Db, eventId: Id): Promise<string[]> {
  const people = await participants(db, eventId);
  return [...new Set(people.map((person) => person.name))].filter(Boolean);
}

type Asked = RequestEvent<{ event: string }>;

/** When somebody else was quicker, the page shows where the plenary is now. */
function refusePlenary(request: Asked, problem: DomainError, values: Record<string, string>) {
  const failure = refuse(request, problem, values);
  if (problem.code !== 'stale' && problem.code !== 'wrong-state') return failure;
  const sentence = problem.code === 'stale' ? m.plenary_went_on() : problem.message;
  return fail(failure.status, { refused: { ...failure.data.refused, sentence } });
}

export const actions: Actions = {
  open: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const result = await openPlenary(needs, actor, asInput({ ...values, eventId: event.id }));
    if (!result.ok) return refusePlenary(request, result.error, values);
    redirect(303, `/${event.slug}/organise/plenary`);
  },
  close: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const result = await closePlenary(needs, actor, { eventId: event.id });
    return result.ok ? {} : refusePlenary(request, result.error, values);
  },
  go: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const result = await goToStep(needs, actor, asInput({ ...values, eventId: event.id }));
    return result.ok ? {} : refusePlenary(request, result.error, values);
  },
  clock: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const minutes = /^add (\d+)$/.exec(values['do'] ?? '')?.[1];
    const what = minutes ? { do: 'add', minutes } : values;
    const result = await setClock(needs, actor, asInput({ ...what, eventId: event.id }));
    return result.ok ? {} : refusePlenary(request, result.error, values);
  },
  next: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const { from, was } = values;
    const result = await nextPitch(needs, actor, asInput({ eventId: event.id, from: from || null, was }));
    return result.ok ? {} : refusePlenary(request, result.error, values);
  },
  call: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const { from, sessionId } = values;
    const input = { eventId: event.id, from: from || null, sessionId };
    const result = await nextPitch(needs, actor, asInput(input));
    return result.ok ? {} : refusePlenary(request, result.error, values);
  },
  order: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const { before, sessionId } = values;
    const input = { eventId: event.id, sessionId, before: before || null };
    const result = await orderPitch(needs, actor, asInput(input));
    return result.ok ? {} : refusePlenary(request, result.error, values);
  },
  count: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const { counted, sessionId } = values;
    const input = { eventId: event.id, sessionId, counted: counted?.trim() ? counted : null };
    const result = await countHands(needs, actor, asInput(input));
    if (!result.ok) return refusePlenary(request, result.error, values);
    return {
      said: counted?.trim() ? m.plenary_hands_noted({ count: counted }) : m.plenary_hands_forgotten(),
    };
  },
  floor: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const result = await writeDownProposal(needs, actor, asInput({ ...values, eventId: event.id }));
    if (!result.ok) return refusePlenary(request, result.error, values);
    return { said: m.plenary_floor_added({ headline: values['headline'] ?? '' }), added: true };
  },
  merge: async (request) => {
    const { event, values, needs, actor, app } = await eventForm(request);
    const { fromId = '', intoId = '' } = values;
    const before = await app.plenaries.of(app, event.id);
    const result = await mergeSessions(needs, actor, { eventId: event.id, fromId, intoId });
    if (!result.ok) return refusePlenary(request, result.error, values);
    const headline = (id: string) => before?.queue.find((one) => one.sessionId === id)?.headline ?? '';
    return { said: m.plenary_merged({ from: headline(fromId), into: headline(intoId) }) };
  },
  leadsPlace: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const result = await letLeadsPlace(needs, actor, {
      eventId: event.id,
      allowed: values['allowed'] === 'on',
    });
    return result.ok ? {} : refusePlenary(request, result.error, values);
  },
  run: async (request) => {
    const { event, values, actor, app } = await eventForm(request);
    const prepare = () => preparePlenaryRun(app, actor, event.id);
    return startRun(request, event.id, RUN_SECONDS, prepare, (problem) =>
      refusePlenary(request, problem, values),
    );
  },
  stop: async (request) => {
    await endRun(request, 'stop');
    return {};
  },
  discard: async (request) => {
    await endRun(request, 'forget');
    return { said: m.plenary_place_dropped() };
  },
  take: async (request) => {
    const event = await eventOf(request);
    const changed = await takeFound(request, event.id);
    return typeof changed === 'number' ? { said: m.plenary_place_taken() } : changed;
  },
  publish: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const input = { eventId: event.id, number: values['number'], note: values['note'] ?? '' };
    const result = await releaseSchedule(needs, actor, input);
    if (!result.ok) return refusePlenary(request, result.error, values);
    return { said: m.plenary_published({ number: result.value.number }) };
  },
};
