import type { Transaction } from '../database/db.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { forgetMoves } from './forget-moves.ts';
import { sessionSlotsOf, type Grid } from './grid.ts';

/** What a change of the grid would do to one placed session. */
export interface Displaced {
  readonly sessionId: Id;
  readonly headline: string;
  readonly areaLabel: string;
  /** `moves`: stays in its slot, which is at another time. `loses-place`: has to be placed anew. */
  readonly effect: 'moves' | 'loses-place';
}

export interface PlacedSession {
  readonly sessionId: Id;
  readonly headline: string;
  readonly needs: readonly string[];
  readonly slotId: Id;
  readonly areaId: Id;
  /** All slots it covers. */
  readonly slotIds: readonly Id[];
}

/**
 * What becomes of the placed sessions when the grid changes. Pure. A session that did not fit
 * before either is left where it is, as long as that place is there.
 */
export function displacedBy(before: Grid, after: Grid, placed: readonly PlacedSession[]): Displaced[] {
  return placed.flatMap((session) => {
    const seen = {
      sessionId: session.sessionId,
      headline: session.headline,
      areaLabel: before.areas.find((area) => area.id === session.areaId)?.label ?? '',
    };
    const loses = (fits(before, session) || isGone(after, session)) && !fits(after, session);
    if (loses) return { ...seen, effect: 'loses-place' as const };
    return times(before, session) === times(after, session) ? [] : { ...seen, effect: 'moves' as const };
  });
}

/**
 * Refuses a change that touches placed sessions until the organiser has seen what it does and says
 * so (`displace`); then takes the places of those that lose theirs, and forgets the moves that can
 * be undone no more. Call it after `takeTurn` and before the rows of the grid change.
 */
export async function displace(
  tx: Transaction,
  change: {
    readonly eventId: Id;
    readonly before: Grid;
    readonly after: Grid;
    readonly displace: boolean;
  },
): Promise<readonly Displaced[]> {
  const placed = await placedSessions(tx, change.eventId);
  const displaced = displacedBy(change.before, change.after, placed);
  if (displaced.length > 0 && !change.displace) throw wouldDisplace(displaced);
  const losing = displaced.filter((one) => one.effect === 'loses-place').map((one) => one.sessionId);
  await forgetMoves(tx, change.eventId, [...lost(change.before, change.after), ...losing]);
  if (displaced.length === 0) return displaced;
  if (losing.length > 0) {
    await tx.deleteFrom('placement_cells').where('session_id', 'in', losing).execute();
    await tx.deleteFrom('placements').where('session_id', 'in', losing).execute();
  }
  await tx
    .updateTable('drafts')
    .set((row) => ({ version: row('version', '+', 1) }))
    .where('event_id', '=', change.eventId)
    .execute();
  return displaced;
}

/** The slots for sessions and the areas that the change takes away. */
function lost(before: Grid, after: Grid): Id[] {
  const ids = ({ slots, areas }: Grid): Id[] =>
    [...slots.filter((slot) => slot.kind === 'sessions'), ...areas].map((one) => one.id);
  const left = new Set(ids(after));
  return ids(before).filter((id) => !left.has(id));
}

function wouldDisplace(displaced: readonly Displaced[]): DomainError {
  const lose = displaced.filter((one) => one.effect === 'loses-place').length;
  const headlines = displaced.map((one) => `“${one.headline}”`).join(', ');
  return new DomainError(
    'would-displace',
    `This takes the place of ${lose} and moves ${displaced.length - lose} placed sessions: ${headlines}.`,
    { params: { lose, move: displaced.length - lose }, subject: displaced },
  );
}

/** The hard rules of the grid: an open area with what the session needs, neighbouring slots of one day. */
function fits(grid: Grid, session: PlacedSession): boolean {
  const area = grid.areas.find((one) => one.id === session.areaId);
  if (!area || !session.needs.every((need) => area.features.includes(need))) return false;
  const first = grid.slots.find((slot) => slot.id === session.slotId);
  if (!first) return false;
  const row = sessionSlotsOf(grid, first.dayId).map((slot) => slot.id);
  const from = row.indexOf(first.id);
  if (from === -1) return false;
  const covered = row.slice(from, from + session.slotIds.length);
  if (session.slotIds.length !== covered.length || !session.slotIds.every((id) => covered.includes(id)))
    return false;
  return !grid.closures.some(
    (closure) => closure.areaId === session.areaId && covered.includes(closure.slotId),
  );
}

function isGone(grid: Grid, { slotId, slotIds, areaId }: PlacedSession): boolean {
  const slots = new Set(grid.slots.map((slot) => slot.id));
  return !grid.areas.some((area) => area.id === areaId) || [slotId, ...slotIds].some((id) => !slots.has(id));
}

function times(grid: Grid, session: PlacedSession): string {
  return grid.slots
    .filter((slot) => session.slotIds.includes(slot.id))
    .map((slot) => `${slot.startsAt} ${slot.endsAt}`)
    .toSorted()
    .join();
}

async function placedSessions(tx: Transaction, eventId: Id): Promise<PlacedSession[]> {
  const rows = await tx
    .selectFrom('placements')
    .innerJoin('sessions', 'sessions.id', 'placements.session_id')
    .leftJoin('placement_cells', 'placement_cells.session_id', 'placements.session_id')
    .select([
      'placements.session_id',
      'placements.slot_id',
      'placements.area_id',
      'sessions.headline',
      'sessions.needs',
      'placement_cells.slot_id as cell_slot_id',
    ])
    .where('placements.event_id', '=', eventId)
    .orderBy('placements.session_id')
    .execute();
  return [...Map.groupBy(rows, (row) => row.session_id).values()].flatMap(([first, ...others]) =>
    first
      ? {
          sessionId: first.session_id,
          headline: first.headline,
          needs: JSON.parse(first.needs) as string[], // a list of features, written by the sessions slice
          slotId: first.slot_id,
          areaId: first.area_id,
          slotIds: [first, ...others].flatMap((row) => row.cell_slot_id ?? []),
        }
      : [],
  );
}
