import { redirect } from '@sveltejs/kit';
import { DomainError, signInNeeded, wrongField } from '@plenary/domain/kernel/errors.ts';
import { requirePictureSender } from '@plenary/domain/pictures/picture-policy.ts';
import { bytesOfPictures, sentPictures } from '@plenary/domain/pictures/picture-queries.ts';
import { removePicture } from '@plenary/domain/pictures/remove-picture.ts';
import { sizeInWords } from '#lib/materials/size-in-words.ts';
import { PICTURE_FIELDS } from '#lib/pictures/picture-fields.ts';
import { sentPicture } from '#lib/pictures/sent-picture.server.ts';
import { pageNumber } from '#lib/posts/page-number.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse, throwErrorPage } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

const A_PAGE = 24;

export const load: PageServerLoad = async (event) => {
  const { app, actor, account } = event.locals;
  if (!account) throwErrorPage(event, signInNeeded());
  await requirePictureSender(app.db, actor).catch((problem: unknown) => {
    if (problem instanceof DomainError) throwErrorPage(event, problem);
    throw problem;
  });
  const page = pageNumber(event.url);
  const all = account.siteOwner && event.url.searchParams.has('all');
  const { pictures, count } = await sentPictures(app.db, {
    ...(!all && { personId: account.id }),
    ...{ page, perPage: A_PAGE },
  });
  const used = await bytesOfPictures(app.db, account.id);
  return {
    formKey: newFormKey(),
    pictures: pictures.map((picture) => ({ ...picture, size: sizeInWords(picture.size) })),
    ...{ page, pages: Math.ceil(count / A_PAGE), all, mayAll: account.siteOwner },
    used: sizeInWords(used.person),
    limit: sizeInWords(app.settings.personPicturesLimit),
    removed: event.url.searchParams.has('removed'),
  };
};

export const actions: Actions = {
  /** Answers with what stands in a text for it: for whoever copies it, and for the button of the editors. */
  send: async (event) => {
    const form = await readForm(event);
    try {
      const sent = await sentPicture(event.locals, form, PICTURE_FIELDS);
      if (!sent) throw wrongField(PICTURE_FIELDS.file, 'required', 'Choose a picture.');
      return { sent };
    } catch (problem) {
      if (problem instanceof DomainError) return refuse(event, problem, form.values);
      throw problem;
    }
  },
  remove: async (event) => {
    const { values, key, all } = await readForm(event);
    const { app, actor } = event.locals;
    const result = await removePicture(app.needs(key), actor, asInput({ pictureId: values['pictureId'] }));
    if (!result.ok) return refuse(event, result.error, values);
    redirect(303, `/pictures?removed${all('_all').length > 0 ? '&all' : ''}`);
  },
};
