import { attach, doneOf, itemActions, materialsShown, uploadLimits } from '#lib/materials/desk.server.ts';
import { newFormKey } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { event, standing, may } = await parent();
  return {
    materials: await materialsShown(locals, standing, { eventId: event.id }, may.organise),
    limits: may.organise ? uploadLimits(locals) : null,
    done: doneOf(url),
    formKey: newFormKey(),
  };
};

export const actions: Actions = {
  ...itemActions,
  attach: (event) => attach(event, null),
};
