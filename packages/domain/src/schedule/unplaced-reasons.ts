import { compileProblem } from '@plenary/scheduler/compile-problem.ts';
import { occupy } from '@plenary/scheduler/occupancy.ts';
import { findRefusals, type Refusal } from '@plenary/scheduler/refusals.ts';
import type { Id } from '../kernel/ids.ts';
import type { EventProblem } from './event-problem.ts';
import { nameRefusals, type NamedRefusal } from './refusal-names.ts';

/** Why a session has no place. */
export interface UnplacedReason {
  /** Cells in which it could start as the draft is; when there are some, nothing stands in its way. */
  readonly free: number;
  /** What forbids the most cells, worst first; a taken cell does not say by whom, there are too many. */
  readonly obstacles: readonly { readonly refusal: NamedRefusal; readonly cells: number }[];
}

const MOST_OBSTACLES = 3;

/** For each session without a place how many cells would take it, and what forbids the others. */
export function unplacedReasons(at: EventProblem): Map<Id, UnplacedReason> {
  const compiled = compileProblem(at.problem);
  const { entries } = occupy(compiled, at.placements);
  const placed = new Set(at.placements.map((one) => one.session));
  const reasons = new Map<Id, UnplacedReason>();
  at.problem.sessions.forEach(({ id }, session) => {
    if (placed.has(id)) return;
    let free = 0;
    const cells = new Map<string, { refusal: Refusal; cells: number }>();
    for (let slot = 0; slot < compiled.slotCount; slot++) {
      for (let area = 0; area < compiled.areaCount; area++) {
        const refusals = findRefusals(compiled, entries, session, slot, area);
        if (refusals.length === 0) free++;
        const kinds = new Map(refusals.map((refusal) => [sameness(refusal), refusal]));
        for (const [key, refusal] of kinds)
          cells.set(key, { refusal, cells: (cells.get(key)?.cells ?? 0) + 1 });
      }
    }
    const worst = [...cells.values()].toSorted((a, b) => b.cells - a.cells).slice(0, MOST_OBSTACLES);
    reasons.set(id, {
      free,
      obstacles: worst.flatMap(({ refusal, cells: count }) =>
        nameRefusals(at, [refusal]).map((named) => ({
          refusal: named.kind === 'cell-taken' ? { kind: named.kind } : named,
          cells: count,
        })),
      ),
    });
  });
  return reasons;
}

function sameness(refusal: Refusal): string {
  return refusal.kind === 'cell-taken' ? refusal.kind : JSON.stringify(refusal);
}
