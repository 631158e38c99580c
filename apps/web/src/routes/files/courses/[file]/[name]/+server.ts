import { error } from '@sveltejs/kit';
import { fileOfAnyCourse } from '@plenary/domain/training/course-file-queries.ts';
import { answerKept, goTo, sayAway } from '#lib/materials/answer-file.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RequestHandler } from './$types';

/** A file of a course, whole or in part, at the origin of files; courses are everybody's to read. */
export const GET: RequestHandler = async ({ params, request, url, locals: { app } }) => {
  const { origin, filesOrigin } = app.settings;
  const file = await fileOfAnyCourse(app.db, params.file);
  if (file?.name !== params.name) error(404, m.error_not_found());
  const apart = origin !== filesOrigin;
  if (apart && url.origin !== filesOrigin) return goTo(`${filesOrigin}${url.pathname}${url.search}`);
  const download = url.searchParams.has('download');
  return await answerKept(request, app.files, file, download, apart ? origin : undefined).catch(sayAway);
};
