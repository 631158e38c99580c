import type { Placement, Schedule } from './problem.ts';

export type ScheduleDiff = {
  /** Placed only afterwards. */
  readonly added: readonly Placement[];
  /** Placed before and afterwards, in different cells. */
  readonly moved: readonly { readonly session: string; readonly from: Placement; readonly to: Placement }[];
  /** Placed only before. */
  readonly removed: readonly Placement[];
  /** In the same cell before and afterwards. */
  readonly kept: readonly Placement[];
};

type Placements = Pick<Schedule, 'placements'>;

/** What changed from one schedule to the next, in the order of `after`, and of `before` for `removed`. */
export function diffSchedules(before: Placements, after: Placements): ScheduleDiff {
  const old = new Map(before.placements.map((placement) => [placement.session, placement]));
  const now = new Set(after.placements.map((placement) => placement.session));
  const added: Placement[] = [];
  const moved: { session: string; from: Placement; to: Placement }[] = [];
  const kept: Placement[] = [];
  for (const to of after.placements) {
    const from = old.get(to.session);
    if (!from) added.push(to);
    else if (from.slot === to.slot && from.area === to.area) kept.push(to);
    else moved.push({ session: to.session, from, to });
  }
  return {
    added,
    moved,
    removed: before.placements.filter((placement) => !now.has(placement.session)),
    kept,
  };
}
