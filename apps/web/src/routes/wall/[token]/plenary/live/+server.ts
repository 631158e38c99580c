import { HEARD_BY_CONTROL } from '#lib/plenary/heard-by-control.ts';
import { liveAnswer } from '#lib/server/live-stream.ts';
import { eventOnWall } from '#lib/wall/event-on-wall.server.ts';
import type { RequestHandler } from './$types';

/** Tells the screen in the room of every hand and proposal; nobody is signed in at it. */
export const GET: RequestHandler = async (request) =>
  liveAnswer(request, await eventOnWall(request), HEARD_BY_CONTROL);
