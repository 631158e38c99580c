import { redirect } from '@sveltejs/kit';
import { sayRoomStatusAtDoor } from '@plenary/domain/wall/say-room-status-at-door.ts';
import { readWall } from '@plenary/domain/wall/wall-queries.ts';
import { asInput } from '#lib/server/form-input.ts';
import { readForm, throwErrorPage } from '#lib/server/form.ts';
import { eventOnWall } from '#lib/wall/event-on-wall.server.ts';
import type { Actions, PageServerLoad } from './$types';

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

export const actions: Actions = {
  /** From the sign at an area's door: whoever stands there says how it is. */
  room: async (request) => {
    const { values, key } = await readForm(request);
    const { app, actor } = request.locals;
    const { areaId, status } = values;
    const input = asInput<Parameters<typeof sayRoomStatusAtDoor>[2]>({
      ...{ token: request.params.token, areaId, status },
    });
    const result = await sayRoomStatusAtDoor(app.needs(key), actor, input);
    if (!result.ok) throwErrorPage(request, result.error);
    redirect(303, `/wall/${request.params.token}?area=${encodeURIComponent(areaId ?? '')}`);
  },
};
