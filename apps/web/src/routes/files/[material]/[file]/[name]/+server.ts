import { error } from '@sveltejs/kit';
import { visitor, type Actor } from '@plenary/domain/kernel/actor.ts';
import { DomainError } from '@plenary/domain/kernel/errors.ts';
import { findMaterialFile, type MaterialFile } from '@plenary/domain/materials/material-queries.ts';
import { standingIn } from '@plenary/domain/standing/standing.ts';
import { answerKept, goTo, sayAway } from '#lib/materials/answer-file.server.ts';
import { addressFor, publicAddress, viewerIn } from '#lib/materials/file-address.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RequestEvent, RequestHandler } from './$types';

/**
 * A file of a material, whole or in part, for who may see it at this moment. Where files have an origin of their own
 * they are answered there only; here it is said where, and there whoever may not see it is sent here to sign in.
 */
export const GET: RequestHandler = async (event) => {
  const { request, url, locals } = event;
  const { app, actor } = locals;
  const { origin, filesOrigin } = app.settings;
  const apart = origin !== filesOrigin;
  const download = url.searchParams.has('download');
  if (apart && url.origin === filesOrigin) {
    const file = await find(event, viewerIn(app, event.params.file, url));
    if (!file) return goTo(`${origin}${url.pathname}${download ? '?download' : ''}`);
    return await answerKept(request, app.files, file, download, origin).catch(sayAway);
  }
  const file = await find(event, actor);
  if (!file) error(404, m.error_not_found());
  if (!apart) return await answerKept(request, app.files, file, download).catch(sayAway);
  const open = actor.kind !== 'person' || (await find(event, visitor)) !== undefined;
  const address = new URL(open ? publicAddress(app, file) : addressFor(app, file, actor.personId));
  if (download) address.searchParams.set('download', '');
  return goTo(address.href);
};

async function find({ params, locals }: RequestEvent, viewer: Actor): Promise<MaterialFile | undefined> {
  const { db } = locals.app;
  const file = await findMaterialFile(db, (eventId) => standingIn(db, viewer, eventId), {
    materialId: params.material,
    fileId: params.file,
  }).catch((problem: unknown) => {
    if (problem instanceof DomainError) return undefined;
    throw problem;
  });
  return file?.name === params.name ? file : undefined;
}
