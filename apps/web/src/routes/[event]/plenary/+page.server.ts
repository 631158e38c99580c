import { fail } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import type { DomainError } from '@plenary/domain/kernel/errors.ts';
import type { Id } from '@plenary/domain/kernel/ids.ts';
import { declineMerge } from '@plenary/domain/plenary/decline-merge.ts';
import { holdCell } from '@plenary/domain/plenary/hold-cell.ts';
import { offerMerge } from '@plenary/domain/plenary/offer-merge.ts';
import { placeOwnSession } from '@plenary/domain/plenary/place-own-session.ts';
import type { NamedRefusal } from '@plenary/domain/schedule/refusal-names.ts';
import { proposeSession } from '@plenary/domain/sessions/propose-session.ts';
import { m } from '#lib/paraglide/messages.js';
import { phoneState } from '#lib/plenary/plenary-state.server.ts';
import { cellOf } from '#lib/schedule/on-the-day.server.ts';
import { priceInWords, refusalsInWords } from '#lib/schedule/price-words.ts';
import { mustTakePart } from '#lib/server/event-standing.ts';
import { eventForm } from '#lib/events/event-form.server.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, refuse } from '#lib/server/form.ts';
import { timeIn } from '#lib/when.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  const standing = await mustTakePart(request, event.id);
  return {
    state: await phoneState(request.locals, standing),
    liveFrom: request.locals.app.live.newest(),
    personId: standing.personId,
    formKey: newFormKey(),
  };
};

type Asked = RequestEvent<{ event: string }>;

/** Refuses in words for the one who holds the phone: who is quicker, which rules forbid it. */
function refusePhone(request: Asked, problem: DomainError, values: Record<string, string>) {
  const failure = refuse(request, problem, values);
  const sentence =
    problem.code === 'move-refused'
      ? refusalsInWords(problem.subject as readonly NamedRefusal[]) // moveRefused gives them
      : problem.code === 'already-taken'
        ? m.plenary_error_held({ name: String(problem.params['name']) })
        : problem.code === 'wrong-state'
          ? m.plenary_went_on()
          : undefined;
  return sentence ? fail(failure.status, { refused: { ...failure.data.refused, sentence } }) : failure;
}

async function headlineOf({ app }: App.Locals, eventId: Id, sessionId: string): Promise<string> {
  const view = await app.plenaries.of(app, eventId);
  return view?.queue.find((pitch) => pitch.sessionId === sessionId)?.headline ?? '';
}

export const actions: Actions = {
  propose: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const input = { eventId: event.id, headline: values['headline'] };
    const result = await proposeSession(needs, actor, asInput(input));
    if (!result.ok) return refuse(request, result.error, values);
    return { said: m.plenary_write_added({ headline: values['headline'] ?? '' }), added: true };
  },
  merge: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const { fromId = '', intoId = '' } = values;
    const [from, into] = [
      await headlineOf(request.locals, event.id, fromId),
      await headlineOf(request.locals, event.id, intoId),
    ];
    const result = await offerMerge(needs, actor, { eventId: event.id, fromId, intoId });
    if (!result.ok) return refusePhone(request, result.error, values);
    return { said: result.value.merged ? m.plenary_merged({ from, into }) : m.plenary_merge_offered() };
  },
  decline: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const result = await declineMerge(needs, actor, asInput({ ...values, eventId: event.id }));
    return result.ok ? { said: m.plenary_merge_declined() } : refusePhone(request, result.error, values);
  },
  hold: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const { sessionId = '', cell } = values;
    const result = await holdCell(needs, actor, { eventId: event.id, sessionId, ...cellOf(cell) });
    if (!result.ok) return refusePhone(request, result.error, values);
    const { until, ...price } = result.value;
    const effect = priceInWords({ ok: true, placed: 0, ...price });
    return {
      held: { sessionId, cell, words: m.plenary_place_kept({ time: timeIn(event.zone, until), effect }) },
    };
  },
  place: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const { sessionId = '', cell } = values;
    const to = cell ? cellOf(cell) : null;
    const headline = await headlineOf(request.locals, event.id, sessionId);
    const result = await placeOwnSession(needs, actor, { eventId: event.id, sessionId, to });
    if (!result.ok) return refusePhone(request, result.error, values);
    return { said: to ? m.plenary_place_done({ headline }) : m.plenary_place_removed({ headline }) };
  },
};
