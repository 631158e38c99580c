/**
 * The two file formats, as types: `plenary-problem/1` and `plenary-schedule/1`.
 * Fields that the format gives a default may be missing; {@link readProblem} checks the rest.
 */
export type Problem = {
  readonly format: 'plenary-problem/1';
  readonly name?: string | undefined;
  /** In order of time. Neighbours of the same day follow each other. */
  readonly slots: readonly ProblemSlot[];
  readonly areas: readonly ProblemArea[];
  readonly sessions: readonly ProblemSession[];
  readonly people: readonly ProblemPerson[];
  /** The last release; empty when there is none. */
  readonly previous?: readonly Placement[] | undefined;
  /** What decides between schedules that place and serve the same; without it nothing does. */
  readonly preferences?: Preferences | undefined;
  /** What level 3 is: the sum of what people are served, by default, or {@link Comforts.fairness} in its place. */
  readonly objective?: 'served' | 'fairness' | undefined;
};

/** Weights, whole numbers 0..1000, each 0 by default. What each one weighs is in {@link Comforts}. */
export type Preferences = { readonly [term in keyof Comforts]?: number | undefined };

export type ProblemSlot = {
  readonly id: string;
  /** ISO date of the day the slot belongs to. */
  readonly day: string;
  /** Local `HH:MM`. */
  readonly start: string;
  /** Local `HH:MM`; at or before `start` means past midnight. */
  readonly end: string;
};

export type ProblemArea = {
  readonly id: string;
  /** Positive integer, or null: no limit. */
  readonly seats: number | null;
  readonly features?: readonly string[] | undefined;
  /** Slots in which nothing may happen here. */
  readonly closed?: readonly string[] | undefined;
};

export type ProblemSession = {
  readonly id: string;
  /** People who must be there: those who run it, and others it cannot do without. */
  readonly leads?: readonly string[] | undefined;
  /** In slots, 1 by default. */
  readonly length?: number | undefined;
  /** Slots where it may start; null: any. */
  readonly slots?: readonly string[] | null | undefined;
  /** Features its area must have. */
  readonly needs?: readonly string[] | undefined;
  /** What placing it is worth, 1 by default; greater than 0 and at most 1,000,000, told apart to a thousandth. */
  readonly priority?: number | undefined;
  readonly pin?: Pin | null | undefined;
  /** Sessions that must have ended before it starts, when both are placed. */
  readonly after?: readonly string[] | undefined;
  /** Sessions of one topic are spread over slots when `preferences.spread` asks for it. */
  readonly topic?: string | undefined;
  /**
   * The session of which this is another run. A person counts in one of them only, and leads are
   * needed in all. `readProblem` fills in what a run has from that session.
   */
  readonly runOf?: string | undefined;
  /** Sessions that must not overlap it. */
  readonly notWith?: readonly string[] | undefined;
};

/** A place decided by a person. Without `area` any suitable area of the slot will do. */
export type Pin = { readonly slot: string; readonly area?: string | undefined };

export type ProblemPerson = {
  readonly id: string;
  /** Slots in which the person is away. */
  readonly absent?: readonly string[] | undefined;
  /** Session id → weight, an integer 1..100; a missing one is 0. */
  readonly interest: Readonly<Record<string, number>>;
};

/** A session in its cell; `slot` is where it starts. */
export type Placement = { readonly session: string; readonly slot: string; readonly area: string };

export type Unplaced = { readonly session: string; readonly reason: string };

export type Schedule = {
  readonly format: 'plenary-schedule/1';
  readonly placements: readonly Placement[];
  readonly unplaced: readonly Unplaced[];
  readonly score?: Score | undefined;
  /** A proven upper limit of `score.served`. */
  readonly bound?: number | undefined;
  readonly seed?: number | undefined;
  readonly iterations?: number | undefined;
  /** Wall time, written by callers that have a clock. */
  readonly seconds?: number | undefined;
};

/** What a schedule is worth. Levels are compared in the order hard (lower wins), placed, served, comfort (higher wins). */
export type Score = {
  /** Hard rules broken; 0 is the only acceptable value. */
  readonly hard: number;
  /** Sum of the priority of placed sessions. */
  readonly placed: number;
  /** Sum of the weights of everybody who sits, per slot. */
  readonly served: number;
  /** What counts in place of `served` where `objective` says so; {@link Comforts.fairness} of all people. */
  readonly fairness?: number | undefined;
  /** `served` as if every area had no limit of seats. */
  readonly unlimited: number;
  /** Sum over people of their highest weights, one per slot where they are present. */
  readonly trivialBound: number;
  /** Mean share of what is possible for a person, over the worst-served tenth; 0..1. */
  readonly worstTenth: number;
  /** Sessions of `previous` whose cell differs. */
  readonly moved: number;
  /** People beyond the seats of the session they want first, summed over slots. */
  readonly seatsShort: number;
  /** Level 4, of problems with preferences: `fairness` times its weight less all others times theirs. */
  readonly comfort?: number | undefined;
  /** The same before it is weighed. */
  readonly comforts?: Comforts | undefined;
  readonly violations: readonly Violation[];
};

/** What preferences count; more `fairness` is better, and less of everything else. */
export type Comforts = {
  /** Sessions of `previous` that are elsewhere or unplaced, and for each of them everybody who wants or leads it. */
  readonly stability: number;
  /** Sum over people of 1000 · √share, rounded down; the share of what is possible for them, in thousandths. */
  readonly fairness: number;
  /** Seats left empty or missing if all who want or lead a session came, per slot; none without a limit of seats. */
  readonly fit: number;
  /** Pairs of sessions of the same topic in the same slot. */
  readonly spread: number;
  /** How often somebody sits in two areas in neighbouring slots of a day. */
  readonly areaChanges: number;
};

/** One hard rule broken; the ids in `detail` depend on the rule. */
export type Violation = { readonly rule: string; readonly detail: Readonly<Record<string, unknown>> };
