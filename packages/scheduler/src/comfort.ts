import type { CompiledProblem } from './compile-problem.ts';
import type { Occupancy } from './occupancy.ts';
import type { Comforts, Problem } from './problem.ts';
import { SeatSchedule } from './seat-schedule.ts';

/** The names of all preferences. */
export const COMFORTS = ['stability', 'fairness', 'fit', 'spread', 'areaChanges'] as const;

/** The weights of a problem's preferences; undefined when none weighs anything. */
export function weightsOf({ preferences = {} }: Problem): Comforts | undefined {
  const { stability = 0, fairness = 0, fit = 0, spread = 0, areaChanges = 0 } = preferences;
  const weights = { stability, fairness, fit, spread, areaChanges };
  return COMFORTS.some((term) => weights[term] > 0) ? weights : undefined;
}

export function weighComforts(weights: Comforts, comforts: Comforts): number {
  return (
    weights.fairness * comforts.fairness -
    weights.stability * comforts.stability -
    weights.fit * comforts.fit -
    weights.spread * comforts.spread -
    weights.areaChanges * comforts.areaChanges
  );
}

/** What a schedule has of each, from scratch. `got` and `possible` are interest by person. */
export function countComforts(
  compiled: CompiledProblem,
  occupancy: Occupancy,
  got: Float64Array,
  possible: Float64Array,
): Comforts {
  const { slotCount } = compiled;
  const facts = comfortFacts(compiled);
  const areaOf = new Map(occupancy.entries.map(({ session, area }) => [session, area]));
  const startOf = new Map(occupancy.entries.map(({ session, start }) => [session, start]));

  let stability = 0;
  facts.homeStart.forEach((start, s) => {
    if (start === NO_HOME) return;
    const isHome = startOf.get(s) === start && areaOf.get(s) === facts.homeArea[s];
    if (!isHome) stability += 1 + facts.audience[s]!;
  });
  let fairness = 0;
  possible.forEach((most, p) => (fairness += fairnessOf(got[p]!, most)));
  let fit = 0;
  for (const { session, area, length } of occupancy.entries) {
    fit += length * misfit(compiled, facts, session, area);
  }
  let spread = 0;
  let areaChanges = 0;
  const sits = Array.from({ length: slotCount }, () => new Map<number, number>());
  new SeatSchedule(compiled).value(occupancy.slots, (person, session, _, slot) => {
    sits[slot]!.set(person, areaOf.get(session)!);
  });
  for (let t = 0; t < slotCount; t++) {
    const { sessions } = occupancy.slots[t]!;
    sessions.forEach((one, i) => {
      for (const other of sessions.slice(i + 1)) {
        if (facts.topic[one] !== NO_TOPIC && facts.topic[one] === facts.topic[other]) spread++;
      }
    });
    if (facts.follows[t] === 0) continue;
    for (const [person, area] of sits[t]!) if ((sits[t - 1]!.get(person) ?? area) !== area) areaChanges++;
  }
  return { stability, fairness, fit, spread, areaChanges };
}

export const NO_HOME = -1;
export const NO_TOPIC = -1;

/** What preferences need to know of a problem. */
export type ComfortFacts = {
  /** By session: its cell in the last release, or {@link NO_HOME}. */
  readonly homeStart: Int32Array;
  readonly homeArea: Int32Array;
  /** By session: how many want or lead it. */
  readonly audience: Int32Array;
  /** By session: the number of its topic, or {@link NO_TOPIC}. */
  readonly topic: Int32Array;
  readonly topicCount: number;
  /** By slot: 1 when it is on the same day as the one before. */
  readonly follows: Uint8Array;
};

export function comfortFacts(compiled: CompiledProblem): ComfortFacts {
  const { problem, sessionCount, kindCount, audienceStart, sessionIndex, slotIndex, areaIndex } = compiled;
  const homeStart = new Int32Array(sessionCount).fill(NO_HOME);
  const homeArea = new Int32Array(sessionCount).fill(NO_HOME);
  for (const { session, slot, area } of problem.previous ?? []) {
    const s = sessionIndex.get(session);
    if (s === undefined) continue;
    homeStart[s] = slotIndex.get(slot) ?? NO_HOME;
    homeArea[s] = areaIndex.get(area) ?? NO_HOME;
  }
  const topics = [...new Set(problem.sessions.flatMap(({ topic }) => topic ?? []))];
  const numbers = new Map(topics.map((topic, i) => [topic, i]));
  return {
    homeStart,
    homeArea,
    audience: Int32Array.from(
      problem.sessions,
      (_, s) => audienceStart[(s + 1) * kindCount]! - audienceStart[s * kindCount]!,
    ),
    topic: Int32Array.from(problem.sessions, ({ topic }) => numbers.get(topic ?? '') ?? NO_TOPIC),
    topicCount: topics.length,
    follows: Uint8Array.from(problem.slots, (slot, t) => (problem.slots[t - 1]?.day === slot.day ? 1 : 0)),
  };
}

/** Seats left empty or missing in one slot. */
export function misfit(
  compiled: CompiledProblem,
  facts: ComfortFacts,
  session: number,
  area: number,
): number {
  const seats = compiled.problem.areas[area]!.seats;
  return seats === null ? 0 : Math.abs(seats - facts.audience[session]!);
}

/** 0..1000; 0 for people who want nothing. */
export function fairnessOf(got: number, possible: number): number {
  return possible === 0 ? 0 : roots[Math.floor((1000 * got) / possible)]!;
}

/** By share in thousandths: 1000 · √share, rounded down. In whole numbers, so that it is the same everywhere. */
const roots = ((): Int32Array => {
  const table = new Int32Array(1001);
  for (let share = 0, root = 0; share <= 1000; share++) {
    while ((root + 1) * (root + 1) <= share * 1000) root++;
    table[share] = root;
  }
  return table;
})();
