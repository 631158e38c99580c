import { fail } from '@sveltejs/kit';
import { checkIn } from '@plenary/domain/check-in/check-in.ts';
import { setWalkIns } from '@plenary/domain/check-in/set-walk-ins.ts';
import { walkIn } from '@plenary/domain/check-in/walk-in.ts';
import { newId } from '@plenary/domain/kernel/ids.ts';
import { requirePerson } from '@plenary/domain/standing/standing.ts';
import { doorState } from '#lib/check-in/door-state.server.ts';
import { eventIdOf } from '#lib/events/event-of.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { mustHelp } from '#lib/server/event-standing.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  await mustHelp(request, event.id);
  return {
    formKey: newFormKey(),
    search: (request.url.searchParams.get('q') ?? '').slice(0, 100),
    personId: requirePerson(request.locals.actor),
    list: await doorState(request.locals.app, event),
  };
};

export const actions: Actions = {
  mark: async (request) => {
    const eventId = await eventIdOf(request);
    const { values } = await readForm(request);
    const { app, actor } = request.locals;
    // A tap is safe to repeat: somebody who is here is here.
    const input = { eventId, marks: [{ key: newId(), ...values }] };
    const result = await checkIn(app.needs(), actor, asInput(input));
    return result.ok ? { answer: result.value[0] } : refuse(request, result.error, values);
  },
  walkIn: async (request) => {
    const eventId = await eventIdOf(request);
    const form = await readForm(request);
    const { app, actor } = request.locals;
    const result = await walkIn(app.needs(form.key), actor, asInput({ ...form.values, eventId }));
    if (result.ok) return { walkedIn: result.value.name };
    const failure = refuse(request, result.error, form.values);
    const sentence =
      result.error.code === 'already-taken'
        ? m.check_in_walk_in_refused()
        : result.error.code === 'not-allowed'
          ? m.check_in_walk_in_nobody()
          : failure.data.refused.sentence;
    return fail(failure.status, { refused: { ...failure.data.refused, sentence } });
  },
  rule: async (request) => {
    const eventId = await eventIdOf(request);
    const form = await readForm(request);
    const { app, actor } = request.locals;
    const result = await setWalkIns(app.needs(form.key), actor, asInput({ ...form.values, eventId }));
    return result.ok ? { ruled: true } : refuse(request, result.error, form.values);
  },
};
