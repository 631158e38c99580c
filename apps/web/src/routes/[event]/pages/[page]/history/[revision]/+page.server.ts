import { error, redirect } from '@sveltejs/kit';
import { findPageRevision } from '@plenary/domain/pages/page-revision-queries.ts';
import { restorePageText } from '@plenary/domain/pages/restore-page-text.ts';
import { compareTexts } from '@plenary/domain/text/compared-text.ts';
import { notWriting, pageOf, pageOfForm } from '#lib/pages/event-page.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event, standing } = await request.parent();
  const page = await pageOf(request, event);
  const asked = request.params.revision;
  const found = /^[1-9]\d{0,8}$/.test(asked)
    ? await findPageRevision(request.locals.app.db, page.id, Number(asked))
    : undefined;
  if (!found) error(404, m.error_not_found());
  const { revision, before } = found;
  return {
    page: { slug: page.slug, name: page.name, version: page.version },
    revision,
    nameBefore: before?.name ?? '',
    lines: compareTexts(before?.body ?? '', revision.body),
    mayRestore: revision.version < page.version && notWriting(standing, event, page) === null,
    formKey: newFormKey(),
  };
};

export const actions: Actions = {
  restore: async (request) => {
    const { event, page } = await pageOfForm(request);
    const { values, key } = await readForm(request);
    const result = await restorePageText(
      request.locals.app.needs(key),
      request.locals.actor,
      asInput({
        ...{ eventId: event.id, pageId: page.id, version: values['version'] },
        revision: request.params.revision,
      }),
    );
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/${event.slug}/pages/${page.movedTo ?? page.slug}?restored`);
  },
};
