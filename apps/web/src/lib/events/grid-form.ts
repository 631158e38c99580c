import type { RequestEvent } from '@sveltejs/kit';
import type { Needs, Result } from '@plenary/domain/kernel/action.ts';
import type { Actor } from '@plenary/domain/kernel/actor.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import { asInput } from '#lib/server/form-input.ts';
import { readForm, refuse, type ReadForm } from '#lib/server/form.ts';

type Values = ReadForm['values'];

/** One form of the pages about days and areas: reads it, does it, and says that it is saved or what is wrong. */
export function gridForm<Input>(
  act: (needs: Needs, actor: Actor, input: Input) => Promise<Result<unknown>>,
  inputOf: (values: Values) => Record<string, unknown>,
) {
  return async (request: RequestEvent) => {
    const { id: eventId } = await eventOf(request);
    const { values, key } = await readForm(request);
    const { app, actor } = request.locals;
    const result = await act(app.needs(key), actor, asInput({ ...inputOf(values), eventId }));
    return result.ok ? { saved: true } : refuse(request, result.error, values);
  };
}

/** Whether the organiser has seen who is displaced, and wants it. */
export function consent(values: Values): { displace: boolean } {
  return { displace: values['displace'] === 'on' };
}

/** The names after `prefix.` of all boxes that are ticked. */
export function ticked(values: Values, prefix: string): string[] {
  return Object.keys(values)
    .filter((name) => name.startsWith(`${prefix}.`))
    .map((name) => name.slice(prefix.length + 1));
}
