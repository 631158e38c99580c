import type { Problem } from '../problem.ts';

/** What another tool's file says, before {@link readProblem} has checked it. */
export type Converted = {
  readonly problem: Problem;
  /** Title → session id, for files of interests that name sessions by what they are called. */
  readonly titles: ReadonlyMap<string, string>;
};

export type Conversion =
  ({ readonly ok: true } & Converted) | { readonly ok: false; readonly errors: readonly string[] };

const DAY_MINUTES = 1440;

/** Minutes since midnight of `H:MM`, also of `H:MM:SS`; undefined for anything else. */
export function minutesOf(text: unknown): number | undefined {
  const found = typeof text === 'string' ? /^(\d{1,3}):([0-5]\d)(?::[0-5]\d)?$/.exec(text) : null;
  return found ? Number(found[1]) * 60 + Number(found[2]) : undefined;
}

/** `HH:MM` of minutes since midnight, past midnight too. */
export function clockOf(minutes: number): string {
  const ofDay = minutes % DAY_MINUTES;
  return `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`;
}
