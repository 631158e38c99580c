import { json } from '@sveltejs/kit';
import { plenaryState } from '#lib/plenary/plenary-state.server.ts';
import { eventOnWall } from '#lib/wall/event-on-wall.server.ts';
import type { RequestHandler } from './$types';

/** How the plenary stands, for the screen in the room. */
export const GET: RequestHandler = async (request) =>
  json(await plenaryState(request.locals, await eventOnWall(request), 'screen'));
