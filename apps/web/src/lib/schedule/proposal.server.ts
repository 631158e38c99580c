import type { Board, BoardSession } from '@plenary/domain/schedule/draft-board.ts';
import type { EventProblem } from '@plenary/domain/schedule/event-problem.ts';
import { peopleMoved } from '@plenary/domain/schedule/people-served.ts';
import type { SolverRunState } from '../../../server/solver-runs.ts';
import type { ToldChange } from './told-change.ts';

type Done = Extract<SolverRunState, { kind: 'done' }>;
type Placements = Done['placements'];

/** A schedule beside others: what it is worth, and how far it is from what was released. */
interface Comparable {
  readonly served: number;
  readonly placed: number;
  /** Null before the first release: sessions elsewhere than people remember, and people who want or lead one. */
  readonly moved: { readonly sessions: number; readonly people: number } | null;
}

/** `scratch`: without regard to what was released; `stable`: with as few sessions moved as possible. */
export type Way = 'stable' | 'scratch';

/** A schedule that a run found, as the organiser judges it before taking it. */
interface Alternative extends Comparable {
  readonly way: Way;
  readonly changes: readonly ToldChange[];
}

/** What a scheduler run found, beside the draft. */
export interface Proposal {
  /** Taking it is refused because the draft is another one by now. */
  readonly stale: boolean;
  /** Taking it is refused because pins contradict each other. */
  readonly broken: boolean;
  readonly draft: Comparable;
  /** What was asked for first; a run that keeps to the release has also looked from scratch. */
  readonly alternatives: readonly Alternative[];
}

/** Compares what a run found with the draft as it is now. */
export function proposalOf(state: Done, board: Board, at: EventProblem): Proposal {
  const found = { served: state.served ?? 0, placed: state.placed ?? 0, placements: state.placements };
  const fresh = state.disturbance?.fresh;
  const ways: readonly (readonly [Way, typeof found])[] = fresh
    ? [
        ['stable', found],
        ['scratch', fresh],
      ]
    : [['scratch', found]];
  return {
    stale: state.draftVersion !== board.version,
    broken: state.hard > 0,
    draft: { served: board.score.served, placed: board.score.placed, moved: movedIn(at, at.placements) },
    alternatives: ways.map(([way, { served, placed, placements }]) => ({
      way,
      served,
      placed,
      moved: movedIn(at, placements),
      changes: changesTo(board, placements),
    })),
  };
}

/** Where everything is in one of the alternatives of a run; undefined when it has none of that way. */
export function placementsOf(state: Done, way: Way): Placements | undefined {
  if (!state.disturbance) return way === 'scratch' ? state.placements : undefined;
  return way === 'stable' ? state.placements : state.disturbance.fresh.placements;
}

function movedIn(at: EventProblem, placements: Placements): Comparable['moved'] {
  const { previous = [] } = at.problem;
  if (previous.length === 0) return null;
  const now = new Map(placements.map((one) => [one.session, one]));
  const sessions = previous.filter(({ session, slot, area }) => {
    const placement = now.get(session);
    return placement?.slot !== slot || placement.area !== area;
  }).length;
  return { sessions, people: peopleMoved(at, previous, placements) };
}

function changesTo(board: Board, placements: Placements): ToldChange[] {
  const next = new Map(placements.map((one) => [one.session, one]));
  return board.sessions
    .flatMap((session) => changeOf(board, session, next.get(session.id)))
    .toSorted((a, b) => ORDER.indexOf(a.change) - ORDER.indexOf(b.change));
}

const ORDER: readonly ToldChange['change'][] = ['removed', 'moved', 'new'];

type Cell = { readonly slot: string; readonly area: string };

function changeOf(
  board: Board,
  { id, headline, placement }: BoardSession,
  to: Cell | undefined,
): ToldChange[] {
  if (!to && !placement) return [];
  if (to && placement && to.slot === placement.slot && to.area === placement.area) return [];
  const change = to ? (placement ? 'moved' : 'new') : 'removed';
  return [{ sessionId: id, headline, change, from: placeOf(board, placement), to: placeOf(board, to) }];
}

function placeOf({ grid }: Board, cell: Cell | null | undefined): ToldChange['from'] {
  const slot = grid.slots.find((one) => one.id === cell?.slot);
  const area = grid.areas.find((one) => one.id === cell?.area);
  return slot && area ? { areaLabel: area.label, startsAt: slot.startsAt } : null;
}
