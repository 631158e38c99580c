import { eventOrThrow } from '@plenary/domain/events/event-queries.ts';
import { plenaryState } from '#lib/plenary/plenary-state.server.ts';
import { qrPicture } from '#lib/qr/qr-picture.server.ts';
import { eventOnWall } from '#lib/wall/event-on-wall.server.ts';
import type { PageServerLoad } from './$types';

/** The screen in the room while the plenary is on. */
export const load: PageServerLoad = async (request) => {
  const { app } = request.locals;
  const eventId = await eventOnWall(request);
  const { name, slug, zone } = await eventOrThrow(app.db, eventId);
  const address = `${app.site.origin}/${slug}/plenary`;
  return {
    event: { name, slug, zone },
    address,
    code: qrPicture(address),
    state: await plenaryState(request.locals, eventId, 'screen'),
    liveFrom: app.live.newest(),
  };
};
