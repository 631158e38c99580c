import { compileProblem, type CompiledProblem } from './compile-problem.ts';
import { adopt, mostConstrainedFirst, placeGreedily } from './construct.ts';
import { putFrozen, type Frozen } from './freeze.ts';
import { occupy } from './occupancy.ts';
import { placePins } from './place-pins.ts';
import type { Placement, Problem } from './problem.ts';
import { findRefusals, type Refusal } from './refusals.ts';
import { Timetable } from './timetable.ts';

/** A session that cannot stay where the release has it, with every rule against that. */
export type Uprooted = { readonly from: Placement; readonly refusals: readonly Refusal[] };

export type Settled = {
  /** Frozen slots, pins, all of the release that may stay, and in free cells what found one besides. */
  readonly timetable: Timetable;
  readonly uprooted: readonly Uprooted[];
  /** Placements of the release whose session, slot or area is there no longer. */
  readonly gone: readonly Placement[];
  /** Sessions that are at home in the timetable. */
  readonly home: ReadonlySet<string>;
};

/**
 * The release as far as the changed problem still allows it. Of placements that exclude each other
 * those stay that exclude fewest others.
 */
export function settleRelease(problem: Problem, frozen: Frozen, previous: readonly Placement[]): Settled {
  const compiled = compileProblem(frozen.problem);
  const known = previous.filter((placement) => isKnown(compiled, placement));
  const timetable = startWithPins(compiled, frozen, known);
  const stay = timetable.placements();
  const cells = new Map(stay.map((placement) => [placement.session, placement]));
  const stays = ({ session, slot, area }: Placement): boolean => {
    const now = cells.get(session);
    return now?.slot === slot && now.area === area;
  };
  const frozenIds = new Set(frozen.placements.map(({ session }) => session));
  const real = compileProblem(problem);
  const { entries } = occupy(real, stay);
  const uprooted = known
    .filter((placement) => !stays(placement) && !frozenIds.has(placement.session))
    .map((from): Uprooted => {
      const session = real.sessionIndex.get(from.session)!;
      const others = entries.filter((entry) => entry.session !== session);
      const start = real.slotIndex.get(from.slot)!;
      const refusals = findRefusals(real, others, session, start, real.areaIndex.get(from.area)!);
      return { from, refusals };
    });
  placeGreedily(timetable, mostConstrainedFirst(compiled));
  return {
    timetable,
    uprooted,
    gone: previous.filter((placement) => !isKnown(compiled, placement)),
    home: new Set(known.filter(stays).map(({ session }) => session)),
  };
}

function isKnown({ sessionIndex, slotIndex, areaIndex }: CompiledProblem, placement: Placement): boolean {
  return (
    sessionIndex.has(placement.session) && slotIndex.has(placement.slot) && areaIndex.has(placement.area)
  );
}

/** Pins that leave a choice are placed last, so that they push nobody away; if that fails, all pins come first. */
function startWithPins(compiled: CompiledProblem, frozen: Frozen, known: readonly Placement[]): Timetable {
  const { problem, starts, usable } = compiled;
  const timetable = new Timetable(compiled);
  putFrozen(timetable, frozen.placements);
  const order = fewestConflictsFirst(compiled, known);
  const pinned = new Set(problem.sessions.filter(({ pin }) => pin).map(({ id }) => id));
  adopt(
    timetable,
    order.filter(({ session }) => pinned.has(session)),
  );
  const forced = problem.sessions.flatMap(({ id, pin }, s): Placement[] =>
    pin && starts[s]!.length === 1 && usable[s]!.length === 1
      ? [{ session: id, slot: pin.slot, area: problem.areas[usable[s]![0]!]!.id }]
      : [],
  );
  adopt(timetable, forced);
  adopt(timetable, order);
  if (placePins(timetable)) return timetable;
  const again = new Timetable(compiled);
  putFrozen(again, frozen.placements);
  placePins(again);
  adopt(again, order);
  return again;
}

/** Among placements that each may stay by itself, those come first that exclude fewest others. */
function fewestConflictsFirst(compiled: CompiledProblem, known: readonly Placement[]): readonly Placement[] {
  const { sessionIndex, slotIndex, areaIndex, priority } = compiled;
  const probe = new Timetable(compiled);
  const alone = known.flatMap((placement) => {
    const session = sessionIndex.get(placement.session)!;
    const start = slotIndex.get(placement.slot)!;
    const area = areaIndex.get(placement.area)!;
    return probe.suits(session, start, area) ? [{ placement, session, start, area, conflicts: 0 }] : [];
  });
  for (const one of alone) {
    probe.put(one.session, one.start, one.area);
    for (const other of alone) {
      if (other === one || other.session === one.session) continue;
      const fits =
        probe.isFree(other.session, other.start, other.area) && probe.agrees(other.session, other.start);
      if (!fits) other.conflicts++;
    }
    probe.take(one.session);
  }
  return alone
    .toSorted(
      (a, b) =>
        a.conflicts - b.conflicts || priority[b.session]! - priority[a.session]! || a.session - b.session,
    )
    .map(({ placement }) => placement);
}
