import { json } from '@sveltejs/kit';
import { readWall } from '@plenary/domain/wall/wall-queries.ts';
import { eventOnWall } from '#lib/wall/event-on-wall.server.ts';
import type { RequestHandler } from './$types';

/** What a screen shows, for one that has been open since the morning. */
export const GET: RequestHandler = async (request) =>
  json(await readWall(request.locals.app, await eventOnWall(request)));
