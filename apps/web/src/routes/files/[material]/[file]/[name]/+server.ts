import { error } from '@sveltejs/kit';
import { DomainError } from '@plenary/domain/kernel/errors.ts';
import { findMaterialFile } from '@plenary/domain/materials/material-queries.ts';
import { standingIn } from '@plenary/domain/standing/standing.ts';
import { answerFile } from '#lib/materials/answer-file.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RequestHandler } from './$types';

/** A file of a material, whole or in part, for who may see it at this moment. */
export const GET: RequestHandler = async ({ params, request, url, locals: { app, actor } }) => {
  const file = await findMaterialFile(app.db, (eventId) => standingIn(app.db, actor, eventId), {
    materialId: params.material,
    fileId: params.file,
  }).catch((problem: unknown) => {
    if (problem instanceof DomainError) return undefined;
    throw problem;
  });
  if (!file || file.name !== params.name) error(404, m.error_not_found());
  return answerFile(request, app.files.pathOf(file.sha256), file, url.searchParams.has('download'));
};
