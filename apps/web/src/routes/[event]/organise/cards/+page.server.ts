import { draftBoard } from '@plenary/domain/schedule/draft-board.ts';
import { qrPicture } from '#lib/qr/qr-picture.server.ts';
import { boardDays } from '#lib/schedule/board-grid.ts';
import { mustOrganise } from '#lib/server/event-standing.ts';
import type { PageServerLoad } from './$types';

/** What is printed for a plenary with paper: each proposal as a card, each day as an empty grid. */
export const load: PageServerLoad = async ({ parent, ...request }) => {
  const { event } = await parent();
  await mustOrganise(request, event.id);
  const { db, site } = request.locals.app;
  const { grid, sessions } = await draftBoard(db, event.id);
  const all = request.url.searchParams.get('which') === 'all';
  const address = `${site.origin}/${event.slug}/place`;
  return {
    all,
    proposals: sessions.length,
    cards: sessions
      .filter((session) => all || !session.placement)
      .map(({ id, headline, leads, length }) => ({
        id,
        headline,
        leads: leads.map((lead) => lead.name).join(', '),
        length,
        code: qrPicture(`${address}?session=${id}`),
      })),
    areas: grid.areas.map(({ id, label, name, seats }) => ({ id, label, name, seats })),
    days: boardDays(grid).map((day) => ({
      date: day.date,
      slots: day.rows.flatMap(({ slot, number }) => (number === undefined ? [] : [slot])),
    })),
    closed: grid.closures.map(({ slotId, areaId }) => `${slotId} ${areaId}`),
    codes: Object.fromEntries(
      grid.slots
        .filter((slot) => slot.kind === 'sessions')
        .flatMap((slot) =>
          grid.areas.map((area) => [
            `${slot.id} ${area.id}`,
            qrPicture(`${address}?slot=${slot.id}&area=${area.id}`),
          ]),
        ),
    ),
  };
};
