/*
 * How many will come to a session. Thirteen sessions of an unconference with votes and counted heads
 * gave: heads ≈ 0.66 × people ÷ sessions at the same time × the session's share of the votes, relative
 * to the mean, log-normal around it with σ² = 0.31; "maybe" told nothing. Heads counted here replace
 * that 0.66 little by little: no two communities come alike.
 */

const USUAL_SHARE = 0.66;
/** The thirteen sessions of somebody else's event weigh as much as so many counts of our own. */
const USUAL_WEIGHS = 4;
const VARIANCE = 0.31;
/** Half of all values of a normal distribution lie within so many standard deviations. */
const HALF = 0.6745;

/** What was said of a session until now. */
export interface Votes {
  /** People who want it, or must be there. */
  readonly votes: number;
  /** All such answers, about any session, since this one was proposed. */
  readonly sinceProposed: number;
}

/** What a session competes for. */
export interface Room {
  /** With a place at the event. */
  readonly people: number;
  /** Sessions at the same time, this one included. */
  readonly parallel: number;
  /** Its votes relative to the mean; 1 is as wanted as any. */
  readonly relative: number;
}

export interface Audience {
  readonly heads: number;
  /** In half of all cases it is between these. */
  readonly low: number;
  readonly high: number;
}

/**
 * How wanted each session is, relative to the mean. A late proposal had less time to be voted for:
 * half of its worth is its share of the votes since it was proposed, with ten for each session added
 * so that the first votes for the last proposal do not count for everything.
 */
export function relativeVotes(sessions: readonly Votes[]): number[] {
  const all = sessions.reduce((sum, { votes }) => sum + votes, 0);
  const padding = 10 * sessions.length;
  const worth = sessions.map(
    ({ votes, sinceProposed }) => (votes + (votes / (sinceProposed + padding)) * (all + padding)) / 2,
  );
  const mean = worth.reduce((sum, one) => sum + one, 0) / Math.max(1, worth.length);
  return worth.map((one) => (mean > 0 ? one / mean : 1));
}

/** The part of its fair share that comes to a session here: the usual one, drawn towards what was counted. */
export function shareThatComes(counted: readonly (Room & { readonly heads: number })[]): number {
  const ratios = counted
    .filter((one) => fairShare(one) > 0)
    .map((one) => Math.log(Math.max(one.heads, 0.5) / fairShare(one)));
  const sum = ratios.reduce((total, one) => total + one, USUAL_WEIGHS * Math.log(USUAL_SHARE));
  return Math.exp(sum / (ratios.length + USUAL_WEIGHS));
}

/** Never more than there are people. */
export function expectedAudience(room: Room, share: number): Audience {
  const heads = Math.min(room.people, share * fairShare(room));
  const factor = Math.exp(HALF * Math.sqrt(VARIANCE));
  return {
    heads: Math.round(heads),
    low: Math.round(heads / factor),
    high: Math.min(room.people, Math.round(heads * factor)),
  };
}

function fairShare({ people, parallel, relative }: Room): number {
  return (people / Math.max(1, parallel)) * relative;
}
