import type { CompiledProblem } from './compile-problem.ts';
import type { Entry, Occupancy } from './occupancy.ts';
import type { Placement, Violation } from './problem.ts';

/** Every hard rule that is broken, one entry each, in a fixed order. */
export function findViolations(
  compiled: CompiledProblem,
  placements: readonly Placement[],
  occupancy: Occupancy,
): readonly Violation[] {
  return [
    ...findUnreadable(compiled, placements),
    ...occupancy.entries.flatMap((entry) => findMisplaced(compiled, entry)),
    ...findCollisions(compiled, occupancy.entries),
    ...findBrokenWishes(compiled, occupancy.entries),
  ];
}

function findUnreadable(compiled: CompiledProblem, placements: readonly Placement[]): Violation[] {
  const seen = new Set<string>();
  return placements.flatMap((placement): Violation[] => {
    const { session, slot, area } = placement;
    const known =
      compiled.sessionIndex.has(session) && compiled.slotIndex.has(slot) && compiled.areaIndex.has(area);
    if (!known) return [{ rule: 'unknown', detail: { session, slot, area } }];
    if (seen.has(session)) return [{ rule: 'placed twice', detail: { session, slot, area } }];
    seen.add(session);
    return [];
  });
}

/** Rules that concern one placement and nobody else. */
function findMisplaced(compiled: CompiledProblem, entry: Entry): Violation[] {
  const session = compiled.problem.sessions[entry.session]!;
  const slot = compiled.problem.slots[entry.start]!;
  const area = compiled.problem.areas[entry.area]!;
  const detail = { session: session.id, slot: slot.id, area: area.id };
  const found: Violation[] = [];
  if (entry.length < compiled.length[entry.session]!) found.push({ rule: 'length leaves the day', detail });
  if (session.slots && !session.slots.includes(slot.id)) found.push({ rule: 'slot not allowed', detail });
  for (const need of session.needs ?? []) {
    if (!area.features?.includes(need)) found.push({ rule: 'missing feature', detail: { ...detail, need } });
  }
  for (let t = entry.start; t < entry.start + entry.length; t++) {
    if (compiled.closed[t * compiled.areaCount + entry.area]) found.push({ rule: 'area closed', detail });
  }
  return found;
}

/** Two sessions in a cell, a person in two places, a person who is away. */
function findCollisions(compiled: CompiledProblem, entries: readonly Entry[]): Violation[] {
  const { problem } = compiled;
  const idOf = (session: number): string => problem.sessions[session]!.id;
  const inCell = new Map<number, number>();
  const leading = new Map<number, number>();
  const found: Violation[] = [];
  for (const entry of entries) {
    const session = idOf(entry.session);
    for (let t = entry.start; t < entry.start + entry.length; t++) {
      const slot = problem.slots[t]!.id;
      const cell = t * compiled.areaCount + entry.area;
      const other = inCell.get(cell);
      if (other !== undefined) {
        const area = problem.areas[entry.area]!.id;
        found.push({ rule: 'cell taken', detail: { session, with: idOf(other), slot, area } });
      }
      inCell.set(cell, entry.session);
      for (const lead of compiled.leads[entry.session]!) {
        const key = t * compiled.personCount + lead;
        const person = problem.people[lead]!.id;
        const elsewhere = leading.get(key);
        if (elsewhere !== undefined) {
          const sessions = [idOf(elsewhere), session];
          found.push({ rule: 'person in two places', detail: { person, sessions, slot } });
        }
        leading.set(key, entry.session);
        if (compiled.absent[key]) found.push({ rule: 'person absent', detail: { person, session, slot } });
      }
    }
  }
  return found;
}

/** Pins, order and sessions that must not overlap. */
function findBrokenWishes(compiled: CompiledProblem, entries: readonly Entry[]): Violation[] {
  const { problem } = compiled;
  const entryOf = new Map(entries.map((entry) => [entry.session, entry]));
  const found: Violation[] = [];
  problem.sessions.forEach((session, s) => {
    const entry = entryOf.get(s);
    if (session.pin && !(entry && agreesWithPin(compiled, entry, session.pin))) {
      found.push({ rule: 'pin', detail: { session: session.id } });
    }
    if (!entry) return;
    for (const id of session.after ?? []) {
      const other = entryOf.get(compiled.sessionIndex.get(id)!);
      if (other && endOf(other) > entry.start) {
        found.push({ rule: 'after', detail: { session: session.id, other: id } });
      }
    }
    for (const id of session.notWith ?? []) {
      const other = entryOf.get(compiled.sessionIndex.get(id)!);
      if (other && other.start < endOf(entry) && entry.start < endOf(other)) {
        found.push({ rule: 'notWith', detail: { session: session.id, other: id } });
      }
    }
  });
  return found;
}

function agreesWithPin(
  compiled: CompiledProblem,
  entry: Entry,
  pin: { slot: string; area?: string | undefined },
): boolean {
  const { slots, areas } = compiled.problem;
  return (
    slots[entry.start]!.id === pin.slot && (pin.area === undefined || areas[entry.area]!.id === pin.area)
  );
}

function endOf(entry: Entry): number {
  return entry.start + entry.length;
}
