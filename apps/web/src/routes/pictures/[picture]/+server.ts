import { error } from '@sveltejs/kit';
import { DomainError } from '@plenary/domain/kernel/errors.ts';
import { PICTURE_TYPES } from '@plenary/domain/pictures/picture.ts';
import { findPicture } from '@plenary/domain/pictures/picture-queries.ts';
import { answerKept } from '#lib/materials/answer-file.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { throwErrorPage } from '#lib/server/form.ts';
import type { RequestHandler } from './$types';

/** A picture of a text, for whoever has its address, which nobody may guess; it never changes. */
export const GET: RequestHandler = async ({ params, request, url, locals: { app } }) => {
  const picture = await findPicture(app.db, params.picture);
  if (!picture) error(404, m.error_not_found());
  const file = { ...picture, name: `${params.picture}.${PICTURE_TYPES[picture.type]}` };
  const answer = await answerKept(request, app.files, file, false).catch((problem: unknown) => {
    if (problem instanceof DomainError) throwErrorPage({ url }, problem);
    throw problem;
  });
  answer.headers.set('cache-control', 'public, max-age=31536000, immutable');
  answer.headers.set('cross-origin-resource-policy', 'cross-origin'); // readers of feeds show it on their pages
  return answer;
};
