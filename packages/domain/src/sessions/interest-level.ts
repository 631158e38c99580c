import type { InterestLevel } from '../interest/interest-tables.ts';

/** Weakest first. Stands here because merging sessions compares levels, and the interest slice comes later. */
export const INTEREST_LEVELS = ['none', 'maybe', 'want', 'must'] as const satisfies readonly InterestLevel[];

export function strongerLevel(one: InterestLevel, other: InterestLevel): InterestLevel {
  return INTEREST_LEVELS.indexOf(one) >= INTEREST_LEVELS.indexOf(other) ? one : other;
}
