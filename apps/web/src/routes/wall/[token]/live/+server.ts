import { liveAnswer } from '#lib/server/live-stream.ts';
import { eventOnWall } from '#lib/wall/event-on-wall.server.ts';
import type { RequestHandler } from './$types';

/** Tells a screen that something public changed; nobody is signed in at it. */
export const GET: RequestHandler = async (request) => liveAnswer(request, await eventOnWall(request));
