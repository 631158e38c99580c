import type { Board, BoardSession } from '@plenary/domain/schedule/draft-board.ts';
import type { SolverRunState } from '../../../server/solver-runs.ts';
import type { ToldChange } from './told-change.ts';

type Done = Extract<SolverRunState, { kind: 'done' }>;

/** What a scheduler run found, as the organiser judges it before taking it. */
export interface Proposal {
  readonly served: number;
  readonly placed: number;
  /** Taking it is refused because the draft is another one by now. */
  readonly stale: boolean;
  /** Taking it is refused because pins contradict each other. */
  readonly broken: boolean;
  readonly changes: readonly ToldChange[];
  /** Of a run that keeps to the release: sessions it moves, those that could have stayed, and what from scratch would do. */
  readonly disturbance: {
    readonly moved: number;
    readonly couldStay: number;
    readonly fromScratch: { readonly moved: number; readonly served: number };
  } | null;
}

/** Compares what a run found with the draft as it is now. */
export function proposalOf(state: Done, board: Board): Proposal {
  const next = new Map(state.placements.map((one) => [one.session, one]));
  return {
    served: state.served ?? 0,
    placed: state.placed ?? 0,
    stale: state.draftVersion !== board.version,
    broken: state.hard > 0,
    disturbance: disturbanceOf(state),
    changes: board.sessions
      .flatMap((session) => changeOf(board, session, next.get(session.id)))
      .toSorted((a, b) => ORDER.indexOf(a.change) - ORDER.indexOf(b.change)),
  };
}

function disturbanceOf({ disturbance }: Done): Proposal['disturbance'] {
  if (!disturbance) return null;
  const { changes, furtherMoves, fresh } = disturbance;
  return {
    moved: changes.moved.length + changes.removed.length,
    couldStay: furtherMoves,
    fromScratch: { moved: fresh.moved, served: fresh.served },
  };
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
