import type { RequestEvent } from '@sveltejs/kit';
import type { Result } from '@plenary/domain/kernel/action.ts';
import { eventNamed } from '#lib/events/event-named.ts';
import { readForm, refuse, type ReadForm } from '#lib/server/form.ts';

/** One form of the pages about days and areas: reads it, does it, and says that it is saved or what is wrong. */
export function gridForm<T>(
  act: (request: RequestEvent, eventId: string, form: ReadForm) => Promise<Result<T>>,
) {
  return async (request: RequestEvent) => {
    const { id: eventId } = await eventNamed(request);
    const form = await readForm(request);
    const result = await act(request, eventId, form);
    return result.ok ? { saved: true } : refuse(request, result.error, form.values);
  };
}

/** The names after `prefix.` of all boxes that are ticked. */
export function ticked(values: Readonly<Record<string, string>>, prefix: string): string[] {
  return Object.keys(values)
    .filter((name) => name.startsWith(`${prefix}.`))
    .map((name) => name.slice(prefix.length + 1));
}
