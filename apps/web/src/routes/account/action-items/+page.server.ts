import { redirect } from '@sveltejs/kit';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import { ownItems } from '@plenary/domain/notes/action-item-queries.ts';
import { tickActionItem } from '@plenary/domain/notes/tick-action-item.ts';
import { m } from '#lib/paraglide/messages.js';
import { asInput, eitherOr } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { account, app } = locals;
  if (!account) redirect(303, `/sign-in?next=${url.pathname}`);
  return {
    name: account.name,
    items: await ownItems(app.db, account.id),
    /** Due dates have no zone: a day is over when it is over everywhere. */
    today: timestamp(app.clock.now().subtract({ hours: 12 })).slice(0, 10),
    formKey: newFormKey(),
  };
};

export const actions: Actions = {
  tick: async (request) => {
    const { values, key } = await readForm(request);
    const { eventId, sessionId, itemId } = values;
    const done = eitherOr(values['done'], 'yes', 'no');
    const result = await tickActionItem(
      request.locals.app.needs(key),
      request.locals.actor,
      asInput({ eventId, sessionId, itemId, done }),
    );
    return result.ok ? { news: m.notes_ticked() } : refuse(request, result.error, values);
  },
};
