import { priceMove, type MovePrice } from '@plenary/scheduler/price-move.ts';
import { z } from 'zod';
import type { Db } from '../database/db.ts';
import { takeTurn } from '../database/turn.ts';
import { defineAction } from '../kernel/action.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { DomainError, wrongField } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { requireOrganiser } from '../standing/standing.ts';
import {
  dayItself,
  draftCell,
  published,
  refused,
  releaseWith,
  whyNothing,
  type Cell,
  type DayItself,
} from './free-cells.ts';
import { placeOnDraft } from './place-session.ts';
import { moveRefused } from './refusal-names.ts';
import { writeRelease } from './write-release.ts';

/**
 * On the day itself two sessions that have not begun change places, in one step: everybody sees it at
 * once, as a release with these two places changed and nothing else.
 */
export const swapPlaces = defineAction({
  name: 'swap-places',
  input: z.strictObject({ eventId: id, sessionId: id, withId: id }),
  allow: async ({ tx, actor, input }) => void (await requireOrganiser(tx, actor, input.eventId)),
  run: async (work) => {
    const { tx, input, now } = work;
    const { eventId, sessionId, withId } = input;
    if (sessionId === withId)
      throw wrongField('withId', 'not-a-choice', 'A session cannot swap with itself.');
    await takeTurn(tx, eventId);
    const day = await dayItself(tx, eventId, now);
    const [from, to] = [publishedCell(day, sessionId), publishedCell(day, withId)];
    const price = priceSwap(day, sessionId, { withId, to });
    if (!price.ok) throw moveRefused(day.at, sessionId, price.refusals);
    if (!isCell(draftCell(day.at, sessionId), from) || !isCell(draftCell(day.at, withId), to))
      throw new DomainError(
        'already-taken',
        'In the draft one of the two is elsewhere by now. Try: swap them on the board, and release.',
      );
    const coming = releaseWith(day, [
      { sessionId, to },
      { sessionId: withId, to: from },
    ]);
    await placeOnDraft(work, { eventId, sessionId, from, to, swapWith: withId });
    const told = await writeRelease(work, day.event, coming, '');
    return { number: coming.number, told };
  },
});

export interface SwapChoice {
  readonly sessionId: Id;
  readonly headline: string;
  readonly areaLabel: string;
  readonly startsAt: Timestamp;
  readonly price: Extract<MovePrice, { ok: true }>;
}

/** The published sessions that this one may change places with now, by time; none when it cannot move. A fixed number of queries. */
export async function swapChoices(db: Db, eventId: Id, sessionId: Id, now: Timestamp): Promise<SwapChoice[]> {
  const day = await dayItself(db, eventId, now);
  if (whyNothing(day, sessionId) || !day.released.some((one) => one.sessionId === sessionId)) return [];
  return day.released.flatMap(({ sessionId: withId, slotId, areaId, areaLabel, startsAt }) => {
    const other = day.at.sessions.get(withId);
    if (withId === sessionId || startsAt <= now || !other) return [];
    const price = priceSwap(day, sessionId, { withId, to: { slotId, areaId } });
    return price.ok ? [{ sessionId: withId, headline: other.headline, areaLabel, startsAt, price }] : [];
  });
}

function priceSwap({ at }: DayItself, sessionId: Id, { withId, to }: { withId: Id; to: Cell }): MovePrice {
  return priceMove(at.problem, published(at), {
    session: sessionId,
    to: { slot: to.slotId, area: to.areaId },
    swapWith: withId,
  });
}

function publishedCell(day: DayItself, sessionId: Id): Cell {
  const nothing = whyNothing(day, sessionId);
  if (nothing) throw nothing;
  const place = published(day.at).find((one) => one.session === sessionId);
  if (!place)
    throw refused('not-placed', 'Only sessions with a published place can swap. Try: take a free place.');
  return { slotId: place.slot, areaId: place.area };
}

function isCell(one: Cell | null, other: Cell): boolean {
  return one !== null && one.slotId === other.slotId && one.areaId === other.areaId;
}
