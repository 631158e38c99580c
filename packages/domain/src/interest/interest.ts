import type { InterestLevel } from './interest-tables.ts';

/** How much each level counts when the schedule is made. */
export const WEIGHTS: Readonly<Record<InterestLevel, number>> = { none: 0, maybe: 25, want: 75, must: 100 };

/** What everybody said about one session, leads counted as must. */
export interface Totals {
  readonly none: number;
  readonly maybe: number;
  readonly want: number;
  readonly must: number;
  readonly canHelpLead: number;
  /** The sum of {@link WEIGHTS}. */
  readonly weight: number;
}

export const NO_TOTALS: Totals = { none: 0, maybe: 0, want: 0, must: 0, canHelpLead: 0, weight: 0 };

/** One more answer. */
export function counted(totals: Totals, level: InterestLevel, canHelpLead: boolean): Totals {
  return {
    ...totals,
    [level]: totals[level] + 1,
    canHelpLead: totals.canHelpLead + (canHelpLead ? 1 : 0),
    weight: totals.weight + WEIGHTS[level],
  };
}

/** A number that puts sessions in another order for each person, and in the same one every time (FNV-1a, mixed as MurmurHash3 ends). */
export function personalOrder(personId: string, sessionId: string): number {
  let hash = 0x811c9dc5;
  for (const character of `${personId} ${sessionId}`) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
