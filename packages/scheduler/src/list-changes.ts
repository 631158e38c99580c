import { compileProblem } from './compile-problem.ts';
import { describeRefusal } from './describe-refusal.ts';
import { diffSchedules } from './diff.ts';
import { priceMove, type Cell } from './price-move.ts';
import type { Placement, Problem } from './problem.ts';
import type { Refusal } from './refusals.ts';
import type { Settled } from './settle-release.ts';

/** Why a session is no longer where the release has it. */
export type ChangeReason =
  /** The problem has no such session, slot or area any more. */
  | { readonly kind: 'gone'; readonly what: 'session' | 'slot' | 'area' }
  /** These rules keep it from staying. */
  | { readonly kind: 'uprooted'; readonly refusals: readonly Refusal[] }
  /** It could have stayed; another session has its cell now. */
  | { readonly kind: 'gives-way'; readonly to: string }
  /** It could have stayed; going back alone would break these rules now. */
  | { readonly kind: 'follows'; readonly refusals: readonly Refusal[] }
  /** It could have stayed; going back alone would serve so much less. */
  | { readonly kind: 'serves-more'; readonly served: number };

export type ScheduleChanges = {
  readonly moved: readonly {
    readonly session: string;
    readonly from: Cell;
    readonly to: Cell;
    readonly reason: ChangeReason;
  }[];
  readonly added: readonly Placement[];
  readonly removed: readonly {
    readonly session: string;
    readonly from: Cell;
    readonly reason: ChangeReason;
  }[];
};

/** What differs from the release, with the reason of each difference. */
export function listChanges(
  problem: Problem,
  previous: readonly Placement[],
  placements: readonly Placement[],
  { uprooted }: Pick<Settled, 'uprooted'>,
): ScheduleChanges {
  const diff = diffSchedules({ placements: previous }, { placements });
  const refusalsOf = new Map(uprooted.map(({ from, refusals }) => [from.session, refusals]));
  const reasonOf = (from: Placement): ChangeReason => {
    const what = missing(problem, from);
    if (what) return { kind: 'gone', what };
    const refusals = refusalsOf.get(from.session);
    return refusals ? { kind: 'uprooted', refusals } : whyMoved(problem, placements, from);
  };
  return {
    moved: diff.moved.map(({ session, from, to }) => ({
      session,
      from: cellOf(from),
      to: cellOf(to),
      reason: reasonOf(from),
    })),
    added: diff.added,
    removed: diff.removed.map((from) => ({
      session: from.session,
      from: cellOf(from),
      reason: reasonOf(from),
    })),
  };
}

function whyMoved(problem: Problem, placements: readonly Placement[], from: Placement): ChangeReason {
  const back = priceMove(problem, placements, { session: from.session, to: from });
  if (back.ok) return { kind: 'serves-more', served: -back.served };
  const taken = back.refusals.find((refusal) => refusal.kind === 'cell-taken');
  return taken ? { kind: 'gives-way', to: taken.session } : { kind: 'follows', refusals: back.refusals };
}

function missing(problem: Problem, { session, slot, area }: Placement): 'session' | 'slot' | 'area' | null {
  const { sessionIndex, slotIndex, areaIndex } = compileProblem(problem);
  if (!sessionIndex.has(session)) return 'session';
  if (!slotIndex.has(slot)) return 'slot';
  return areaIndex.has(area) ? null : 'area';
}

function cellOf({ slot, area }: Placement): Cell {
  return { slot, area };
}

/** A reason as a sentence's end, as in `ann is absent then`. */
export function describeChangeReason(reason: ChangeReason): string {
  switch (reason.kind) {
    case 'gone':
      return `the ${reason.what} is there no longer`;
    case 'uprooted':
    case 'follows':
      return reason.refusals.map(describeRefusal).join(' and ');
    case 'gives-way':
      return `it gives way to ${reason.to}`;
    case 'serves-more':
      return `going back would serve ${reason.served} less`;
  }
}
