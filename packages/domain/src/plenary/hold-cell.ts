import { priceMove } from '@plenary/scheduler/price-move.ts';
import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { defineAction } from '../kernel/action.ts';
import { later, type Timestamp } from '../kernel/clock.ts';
import { notFound } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { requirePerson } from '../standing/standing.ts';
import { eventProblem } from '../schedule/event-problem.ts';
import { moveRefused } from '../schedule/refusal-names.ts';
import { requireLead } from '../sessions/session-policy.ts';
import { requireFreeToTake, requireLeadsPlace } from './own-placing.ts';
import { plenaryChanged } from './write-plenary.ts';

/** Long enough to read what a cell costs; short enough that nobody waits for one who walked away. */
const HOLD_SECONDS = 60;

export interface HeldCell {
  readonly until: Timestamp;
  /** What placing there would do; as a board's price. */
  readonly served: number;
  readonly lost: { readonly people: number; readonly interest: number };
  readonly gained: { readonly people: number; readonly interest: number };
  readonly seatsShort: number;
}

/**
 * Keeps a cell for a moment for a session of one's own and tells what placing it there would do.
 * A session holds one cell: taking another frees the first. Refused, with names, when a hard rule
 * forbids the cell or somebody else looks at it.
 */
export const holdCell = defineAction({
  name: 'hold-cell',
  input: z.strictObject({ eventId: id, sessionId: id, slotId: id, areaId: id }),
  allow: async ({ tx, actor, input }) => void (await requireLead(tx, actor, input.eventId, input.sessionId)),
  run: async ({ tx, actor, input, now, record }): Promise<HeldCell> => {
    const { eventId, sessionId, slotId, areaId } = input;
    const personId = requirePerson(actor);
    await takeTurn(tx, eventId);
    const plenary = await requireLeadsPlace(tx, eventId);
    await requireFreeToTake(tx, plenary, { slotId, areaId }, sessionId, now);
    const at = await eventProblem(tx, eventId);
    if (!at.sessions.has(sessionId)) throw notFound('session', sessionId);
    if (!at.problem.areas.some((area) => area.id === areaId)) throw notFound('area', areaId);
    const price = priceMove(at.problem, at.placements, {
      session: sessionId,
      to: { slot: slotId, area: areaId },
    });
    if (!price.ok) throw moveRefused(at, sessionId, price.refusals);
    const until = later(now, { seconds: HOLD_SECONDS });
    await tx
      .deleteFrom('cell_holds')
      .where((e) =>
        e.or([
          e('session_id', '=', sessionId),
          e.and([e('slot_id', '=', slotId), e('area_id', '=', areaId)]), // one that is over
        ]),
      )
      .execute();
    await tx
      .insertInto('cell_holds')
      .values({ slot_id: slotId, area_id: areaId, session_id: sessionId, person_id: personId, until })
      .execute();
    record(plenaryChanged(plenary));
    const { served, lost, gained, seatsShort } = price;
    return { until, served, lost, gained, seatsShort };
  },
});
