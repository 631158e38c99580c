import { boundServed } from '@plenary/scheduler/bound.ts';
import { priceAllCells, priceAllSwaps, type MovePrice } from '@plenary/scheduler/price-move.ts';
import type { Score } from '@plenary/scheduler/problem.ts';
import { scoreSchedule } from '@plenary/scheduler/score.ts';
import type { Db } from '../database/db.ts';
import type { Grid } from '../events/grid.ts';
import { notFound } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import type { Audience } from './audience.ts';
import { expectedAudiences } from './audience-queries.ts';
import { undoableMoves, type UndoableMove } from './draft-moves.ts';
import {
  eventProblem,
  problemToSolve,
  type DraftPlacement,
  type EventProblem,
  type ProblemSessionFacts,
} from './event-problem.ts';
import { problemKey } from './problem-key.ts';
import { nameRefusals, type NamedRefusal } from './refusal-names.ts';
import { unplacedReasons, type UnplacedReason } from './unplaced-reasons.ts';

export interface BoardSession extends ProblemSessionFacts {
  readonly placement: DraftPlacement | null;
  /** People who said at least maybe, leads included. */
  readonly interested: number;
  readonly musts: number;
  readonly needs: readonly string[];
  /** Why it has no place; null when it has one. */
  readonly reason: UnplacedReason | null;
  readonly wantsLead: boolean;
  /** How many will come where it is placed; null when it is not. */
  readonly expected: Audience | null;
}

export interface Board {
  readonly grid: Grid;
  readonly version: number;
  readonly sessions: readonly BoardSession[];
  readonly score: Pick<Score, 'hard' | 'placed' | 'served' | 'worstTenth' | 'moved' | 'seatsShort'>;
  /** A quickly proven upper limit of `score.served`. */
  readonly bound: number;
  /** Of the problem that a scheduler run solves, to recognise what was proven of the same one. */
  readonly problemKey: string;
  /** What undoing would take back; null: nothing is left to undo. */
  readonly lastMove: UndoableMove | null;
}

/** The organiser's board: the draft grid, the unplaced with their reasons, and what it is worth. */
export async function draftBoard(db: Db, eventId: Id): Promise<Board> {
  const at = await eventProblem(db, eventId);
  const { hard, placed, served, worstTenth, moved, seatsShort } = scoreSchedule(at.problem, {
    placements: at.placements,
  });
  const reasons = unplacedReasons(at);
  const demand = demandOf(at);
  const audiences = await expectedAudiences(db, eventId, at.placements);
  const [lastMove] = await undoableMoves(db, eventId, 1);
  return {
    grid: at.grid,
    version: at.draftVersion,
    sessions: at.problem.sessions.flatMap((session) => {
      const facts = at.sessions.get(session.id);
      if (!facts) return [];
      const placement = at.placements.find((one) => one.session === session.id) ?? null;
      return {
        ...facts,
        placement,
        ...(demand.get(session.id) ?? { interested: 0, musts: 0 }),
        needs: session.needs ?? [],
        reason: reasons.get(session.id) ?? null,
        wantsLead: at.leaderless.has(session.id),
        expected: audiences.get(session.id) ?? null,
      };
    }),
    score: { hard, placed, served, worstTenth, moved, seatsShort },
    bound: boundServed(at.problem),
    problemKey: problemKey(problemToSolve(at)),
    lastMove: lastMove ?? null,
  };
}

/** What a move would do, before it is made; refusals carry names. */
export type NamedPrice =
  Extract<MovePrice, { ok: true }> | { readonly ok: false; readonly refusals: readonly NamedRefusal[] };

export interface PricedCell {
  readonly slotId: Id;
  readonly areaId: Id;
  readonly price: NamedPrice;
  /** The session there now, and what swapping with it would do. */
  readonly swap: { readonly sessionId: Id; readonly price: NamedPrice } | null;
}

/** The price of one session in every cell. Throws not-found for a session that is not on this board. */
export async function priceCells(db: Db, eventId: Id, sessionId: Id): Promise<PricedCell[]> {
  const at = await eventProblem(db, eventId);
  if (!at.sessions.has(sessionId)) throw notFound('session', sessionId);
  const sessionAt = new Map(at.placements.map(({ session, slot, area }) => [`${slot} ${area}`, session]));
  const swaps = new Map(
    priceAllSwaps(at.problem, at.placements, sessionId).map((one) => [one.session, one.price]),
  );
  return priceAllCells(at.problem, at.placements, sessionId).map(({ slot, area, price }) => {
    const there = sessionAt.get(`${slot} ${area}`);
    const swap = there === undefined ? undefined : swaps.get(there);
    return {
      slotId: slot,
      areaId: area,
      price: named(at, price),
      swap: there !== undefined && swap ? { sessionId: there, price: named(at, swap) } : null,
    };
  });
}

function named(at: EventProblem, price: MovePrice): NamedPrice {
  return price.ok ? price : { ok: false, refusals: nameRefusals(at, price.refusals) };
}

function demandOf({ problem }: EventProblem): Map<Id, { interested: number; musts: number }> {
  const leads = new Map(problem.sessions.map((session) => [session.id, new Set(session.leads)]));
  return new Map(
    problem.sessions.map(({ id }) => {
      const weights = problem.people.map((person) =>
        leads.get(id)?.has(person.id) ? 100 : (person.interest[id] ?? 0),
      );
      return [
        id,
        {
          interested: weights.filter((weight) => weight > 0).length,
          musts: weights.filter((weight) => weight === 100).length,
        },
      ];
    }),
  );
}
