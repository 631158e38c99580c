import { redirect } from '@sveltejs/kit';
import { DomainError, notAllowed, signInNeeded } from '@plenary/domain/kernel/errors.ts';
import { writePost } from '@plenary/domain/posts/write-post.ts';
import { leadInput, postInput, previewPost } from '#lib/posts/post-input.server.ts';
import { deskOf } from '#lib/posts/writers.server.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse, throwErrorPage } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const desk = await deskOf(request.locals);
  if (!desk) throwErrorPage(request, request.locals.account ? notAllowed('') : signInNeeded());
  return { formKey: newFormKey(), desk, about: request.url.searchParams.get('event') ?? '' };
};

export const actions: Actions = {
  preview: async (request) => {
    const form = await readForm(request);
    return previewPost(request, form);
  },
  write: async (request) => {
    const form = await readForm(request);
    const { values, key } = form;
    const lead = await leadInput(request.locals, form);
    if (lead instanceof DomainError) return refuse(request, lead, values);
    const result = await writePost(
      request.locals.app.needs(key),
      request.locals.actor,
      asInput({ ...postInput(values), ...lead, ...(values['eventId'] && { eventId: values['eventId'] }) }),
    );
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/posts/${result.value.slug}`);
  },
};
