import { error } from '@sveltejs/kit';
import { findPostRevision } from '@plenary/domain/posts/post-revision-queries.ts';
import { compareTexts } from '@plenary/domain/text/compared-text.ts';
import { m } from '#lib/paraglide/messages.js';
import { postToWrite } from '#lib/posts/writers.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { id, slug, title, version } = await postToWrite(request);
  const asked = request.params.revision;
  const found = /^[1-9]\d{0,8}$/.test(asked)
    ? await findPostRevision(request.locals.app.db, id, Number(asked))
    : undefined;
  if (!found) error(404, m.error_not_found());
  const { revision, before } = found;
  return {
    post: { slug, title, version },
    revision,
    before: before && { title: before.title, tags: before.tags },
    lines: compareTexts(before?.body ?? '', revision.body),
  };
};
