import { redirect } from '@sveltejs/kit';
import { draftBoard, priceCells } from '@plenary/domain/schedule/draft-board.ts';
import { eventForm } from '#lib/events/event-form.server.ts';
import { moveAsAsked } from '#lib/schedule/board-answers.server.ts';
import { cellKey, moveTo } from '#lib/schedule/picking.svelte.ts';
import { choiceOf } from '#lib/schedule/price-words.ts';
import type { Actions, PageServerLoad } from './$types';

/** Long enough to walk from the table to the wall. */
const CARD_SECONDS = 15 * 60;
const CARD = 'scanned-card';

/**
 * What the codes on paper open: `?session=` of a card, `?slot=&area=` of a cell. The card that was
 * scanned last is kept for the cell. Who does not organise is led to what everybody sees.
 */
export const load: PageServerLoad = async ({ parent, locals, url, cookies }) => {
  const { event, may } = await parent();
  const asked = url.searchParams.get('session');
  const [slotId, areaId] = ['slot', 'area'].map((name) => url.searchParams.get(name));
  if (!may.organise) redirect(303, asked ? `/${event.slug}/sessions/${asked}` : `/${event.slug}/schedule`);
  if (asked) cookies.set(CARD, asked, { path: `/${event.slug}/place`, maxAge: CARD_SECONDS });
  const { db } = locals.app;
  const { grid, sessions } = await draftBoard(db, event.id);
  const sessionId = asked ?? cookies.get(CARD);
  const session = sessions.find((one) => one.id === sessionId);
  const slot = grid.slots.find((one) => one.id === slotId);
  const area = grid.areas.find((one) => one.id === areaId);
  const cell = slot && area ? { slotId: slot.id, areaId: area.id } : null;
  return {
    cell: cell && { ...cell, has: standing(cell) },
    cellIsGone: slotId !== null && !cell,
    session: session && {
      id: session.id,
      headline: session.headline,
      leads: session.leads.map((lead) => lead.name),
      placement: session.placement,
    },
    sessionIsGone: Boolean(asked) && !session,
    /** What can be done with the session, in the grid's order. */
    choices: session
      ? (await priceCells(db, event.id, session.id)).map(({ slotId: at, areaId: where, ...priced }) => ({
          slotId: at,
          areaId: where,
          to: moveTo(cellKey(at, where), priced.price.ok ? undefined : priced.swap?.sessionId),
          choice: choiceOf(priced),
          there: standing({ slotId: at, areaId: where }),
        }))
      : [],
    slots: grid.slots.map(({ id, startsAt }) => ({ id, startsAt })),
    areas: grid.areas.map(({ id, label }) => ({ id, label })),
    unplaced: sessions.filter((one) => !one.placement).map(({ id, headline }) => ({ id, headline })),
  };

  function standing(at: { slotId: string; areaId: string }): string | null {
    const there = sessions.find(
      ({ placement }) => placement?.slot === at.slotId && placement.area === at.areaId,
    );
    return there?.headline ?? null;
  }
};

export const actions: Actions = {
  default: async (request) => {
    const { event, values } = await eventForm(request);
    const answer = await moveAsAsked(request, event, values);
    if ('said' in answer) request.cookies.delete(CARD, { path: `/${event.slug}/place` });
    return answer;
  },
};
