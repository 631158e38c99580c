import type { CompiledProblem } from './compile-problem.ts';

/** Prices and weights are whole numbers of thousand-and-twenty-fourths, so that sums of them are exact. */
export const SCALE = 1024;
/** What people are promised while sets are priced (`relax-level.ts`) is rougher, so that it fits into 16 bits. */
export const SHARE_SCALE = 128;
/** Units of prices in one of those. */
export const PER_SHARE = SCALE / SHARE_SCALE;

/**
 * Slots in which the same people are present and the same sessions may run in the same areas, and
 * what sets of sessions are worth there. Sessions are numbered from 0 within the class.
 */
export type SlotClass = {
  readonly compiled: CompiledProblem;
  readonly slots: readonly number[];
  readonly personCount: number;
  /** Most sessions at once: open areas that somebody may use. */
  readonly most: number;
  /** By session of the class: its number in the problem. */
  readonly sessions: Int32Array;
  /** Present people who care for the i-th session: entries `start[i]` up to `start[i + 1]`. */
  readonly start: Int32Array;
  readonly person: Int32Array;
  /** In units of 1 / {@link SCALE}. */
  readonly weight: Int32Array;
  /** By two sessions of the class, `a * sessions.length + b`: 1 when they cannot run at once. */
  readonly apart: Uint8Array;
  /** By session of the class: the areas it may have. */
  readonly areas: readonly Int32Array[];
  /** Whether all sessions may have all open areas. */
  readonly anyArea: boolean;
  /** By area, as in the problem. */
  readonly seats: Int32Array;
  /** Whether some session may find fewer seats than there are people who care for it. */
  readonly seatsBind: boolean;
};

/**
 * The slots of a problem by class. What a class allows is a relaxation, so that a limit over its sets
 * is a limit over schedules: the slots of a long session are looked at one by one, and order only keeps
 * two sessions from running at once. Sessions that nobody present cares for add nothing and are left out.
 */
export function slotClasses(compiled: CompiledProblem): SlotClass[] {
  const groups = new Map<string, { slots: number[]; areas: readonly Int32Array[] }>();
  for (let t = 0; t < compiled.slotCount; t++) {
    const areas = areasBySession(compiled, t);
    const key = `${compiled.absentees[t]!.join()};${areas.map((list) => list.join()).join('|')}`;
    const group = groups.get(key);
    if (group) group.slots.push(t);
    else groups.set(key, { slots: [t], areas });
  }
  return [...groups.values()].map(({ slots, areas }) => slotClass(compiled, slots, areas));
}

/** By session the areas that it may have in a slot, whatever else is placed. */
function areasBySession(compiled: CompiledProblem, slot: number): readonly Int32Array[] {
  const { sessionCount, areaCount, starts, usable, length, closed } = compiled;
  return Array.from({ length: sessionCount }, (_, s) => {
    const running = starts[s]!.filter((start) => start <= slot && slot < start + length[s]!);
    return usable[s]!.filter((a) =>
      running.some((start) => {
        for (let k = 0; k < length[s]!; k++) if (closed[(start + k) * areaCount + a] === 1) return false;
        return true;
      }),
    );
  });
}

function slotClass(
  compiled: CompiledProblem,
  slots: readonly number[],
  areas: readonly Int32Array[],
): SlotClass {
  const { sessionCount, personCount, absent, weight, seats } = compiled;
  const away = slots[0]! * personCount;
  const sessions: number[] = [];
  const start = [0];
  const people: number[] = [];
  const weights: number[] = [];
  for (let s = 0; s < sessionCount; s++) {
    if (areas[s]!.length === 0) continue;
    for (let p = 0; p < personCount; p++) {
      const w = weight[s * personCount + p]!;
      if (w === 0 || absent[away + p] === 1) continue;
      people.push(p);
      weights.push(w * SCALE);
    }
    if (people.length === start.at(-1)) continue;
    sessions.push(s);
    start.push(people.length);
  }
  const lists = sessions.map((s) => areas[s]!);
  const open = new Set(lists.flatMap((list) => [...list]));
  return {
    compiled,
    slots,
    personCount,
    most: Math.min(open.size, sessions.length),
    sessions: Int32Array.from(sessions),
    start: Int32Array.from(start),
    person: Int32Array.from(people),
    weight: Int32Array.from(weights),
    apart: keptApart(compiled, sessions),
    areas: lists,
    anyArea: lists.every((list) => list.length === open.size),
    seats,
    seatsBind: lists.some((list, i) => list.some((a) => seats[a]! < start[i + 1]! - start[i]!)),
  };
}

/**
 * By session: whether the sets of a schedule hold it in all of its slots or in none. Not so where it may
 * run in a slot in which nobody present cares for it, since sets there leave it out.
 */
export function heldAsAWhole(
  { sessionCount, starts, length }: CompiledProblem,
  classes: readonly SlotClass[],
): boolean[] {
  const listed = new Map(
    classes.flatMap(({ slots, sessions }) => slots.map((t) => [t, new Set(sessions)] as const)),
  );
  return Array.from({ length: sessionCount }, (_, s) =>
    starts[s]!.every((start) => {
      for (let k = 0; k < length[s]!; k++) if (!listed.get(start + k)?.has(s)) return false;
      return true;
    }),
  );
}

/** Sessions that must not overlap, or of which one must have ended before the other starts. */
function keptApart(compiled: CompiledProblem, sessions: readonly number[]): Uint8Array {
  const { apart, before, after } = compiled;
  const count = sessions.length;
  const bits = new Uint8Array(count * count);
  sessions.forEach((s, i) => {
    const others = new Set([...apart[s]!, ...before[s]!, ...after[s]!]);
    sessions.forEach((other, j) => {
      if (others.has(other)) bits[i * count + j] = 1;
    });
  });
  return bits;
}

/**
 * The weights of a set of sessions of the class, each person counting for the one they weigh most, as
 * if there were seats for all.
 */
export function setWeight(slotClass: SlotClass, set: Iterable<number>): number {
  const { start, person, weight, personCount } = slotClass;
  const best = new Int32Array(personCount);
  let sum = 0;
  for (const i of set) {
    for (let e = start[i]!; e < start[i + 1]!; e++) {
      const more = weight[e]! - best[person[e]!]!;
      if (more <= 0) continue;
      best[person[e]!] = weight[e]!;
      sum += more;
    }
  }
  return sum;
}
