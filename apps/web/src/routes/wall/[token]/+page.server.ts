import { readWall } from '@plenary/domain/wall/wall-queries.ts';
import { eventOnWall } from '#lib/wall/event-on-wall.server.ts';
import type { PageServerLoad } from './$types';

/** A screen in the building: the whole event, or the sign at one area's door with `?area=`. */
export const load: PageServerLoad = async (request) => {
  const eventId = await eventOnWall(request);
  const { app } = request.locals;
  return {
    wall: await readWall(app, eventId),
    areaId: request.url.searchParams.get('area'),
    liveFrom: app.live.newest(),
  };
};
