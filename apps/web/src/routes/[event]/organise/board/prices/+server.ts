import { json } from '@sveltejs/kit';
import { DomainError } from '@plenary/domain/kernel/errors.ts';
import { priceCells } from '@plenary/domain/schedule/draft-board.ts';
import { mustOrganise } from '#lib/server/event-standing.ts';
import { throwErrorPage } from '#lib/server/form.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import type { RequestHandler } from './$types';

/** What moving one session would do in every cell: asked once, when it is picked up. */
export const GET: RequestHandler = async (request) => {
  const event = await eventOf(request);
  await mustOrganise(request, event.id);
  try {
    return json(
      await priceCells(request.locals.app.db, event.id, request.url.searchParams.get('session') ?? ''),
    );
  } catch (problem) {
    if (problem instanceof DomainError) throwErrorPage(request, problem);
    throw problem;
  }
};
