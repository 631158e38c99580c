import {
  explainPeople,
  servedPerPerson,
  worstPairs,
  type MissReason,
  type PersonServed,
} from '@plenary/scheduler/explain-people.ts';
import type { Placement } from '@plenary/scheduler/problem.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { WEIGHTS } from '../interest/interest.ts';
import type { InterestLevel } from '../interest/interest-tables.ts';
import type { EventProblem } from './event-problem.ts';

/** What somebody gets of what they said they want. */
export interface ServedPerson {
  /** An id; of a lead without an account something that stands for their name. */
  readonly personId: string;
  readonly name: string;
  /** Interest served, and the most that one slot after the other could serve them. */
  readonly served: number;
  readonly possible: number;
}

export interface MissedSession {
  readonly sessionId: string;
  readonly headline: string;
  readonly wish: Exclude<InterestLevel, 'none'> | 'leads';
  /** When it is, in the slot that they miss; null when it has no place. */
  readonly startsAt: Timestamp | null;
  readonly reason: MissReason['kind'];
  /** The headline of where they are instead, when two sessions clash. */
  readonly instead: string | null;
}

export interface WorstServed extends ServedPerson {
  /** What weighs most of it. */
  readonly misses: readonly MissedSession[];
  /** How much else there is. */
  readonly furtherMisses: number;
}

export interface ClashingPair {
  readonly sessions: readonly { readonly sessionId: string; readonly headline: string }[];
  readonly people: number;
  readonly interest: number;
}

export interface PeopleServed {
  /** Everybody who wants something that is possible for them, the worst served first. */
  readonly people: readonly ServedPerson[];
  /** The first of those, with what they miss. */
  readonly worst: readonly WorstServed[];
  /** The pairs of sessions at the same time that cost people most. */
  readonly pairs: readonly ClashingPair[];
}

const WORST = 10;
const PAIRS = 10;
const MISSES = 3;

/** What a schedule gives everybody of an event, who gets least and why, and which sessions clash most. */
export function peopleServed(at: EventProblem, placements: readonly Placement[]): PeopleServed {
  const ordered = servedPerPerson(at.problem, placements)
    .filter(({ possible }) => possible > 0)
    .toSorted((a, b) => shareOf(a) - shareOf(b) || b.possible - a.possible);
  const short = ordered.filter(({ served, possible }) => served < possible).slice(0, WORST);
  const explained = explainPeople(
    at.problem,
    placements,
    short.map(({ person }) => person),
  );
  return {
    people: ordered.map((one) => nameOf(at, one)),
    worst: explained.map(({ misses, ...one }) => ({
      ...nameOf(at, one),
      furtherMisses: Math.max(0, misses.length - MISSES),
      misses: misses.slice(0, MISSES).map(({ session, slot, weight, reason }) => ({
        sessionId: session,
        headline: headlineOf(at, session),
        wish: leadsIt(at, one.person, session) ? 'leads' : levelOf(weight),
        startsAt: at.grid.slots.find(({ id }) => id === slot)?.startsAt ?? null,
        reason: reason.kind,
        instead: reason.kind === 'clash' ? headlineOf(at, reason.with) : null,
      })),
    })),
    pairs: worstPairs(at.problem, placements, PAIRS).map(({ sessions, people, interest }) => ({
      sessions: sessions.map((sessionId) => ({ sessionId, headline: headlineOf(at, sessionId) })),
      people,
      interest,
    })),
  };
}

/** How many people want or lead a session that has another cell in `to` than in `from`, or none. */
export function peopleMoved(
  { problem }: EventProblem,
  from: readonly Placement[],
  to: readonly Placement[],
): number {
  const then = new Map(to.map((placement) => [placement.session, placement]));
  const moved = new Set(
    from
      .filter(({ session, slot, area }) => {
        const next = then.get(session);
        return next?.slot !== slot || next.area !== area;
      })
      .map(({ session }) => session),
  );
  const leading = new Set(problem.sessions.flatMap(({ id, leads = [] }) => (moved.has(id) ? leads : [])));
  return problem.people.filter(
    ({ id, interest }) => leading.has(id) || Object.keys(interest).some((session) => moved.has(session)),
  ).length;
}

function shareOf({ served, possible }: PersonServed): number {
  return served / possible;
}

function nameOf(at: EventProblem, { person, served, possible }: PersonServed): ServedPerson {
  return { personId: person, name: at.people.get(person) ?? person, served, possible };
}

function headlineOf(at: EventProblem, sessionId: string): string {
  return at.sessions.get(sessionId)?.headline ?? sessionId;
}

function levelOf(weight: number): Exclude<InterestLevel, 'none'> {
  if (weight >= WEIGHTS.must) return 'must';
  return weight >= WEIGHTS.want ? 'want' : 'maybe';
}

function leadsIt({ problem }: EventProblem, person: string, sessionId: string): boolean {
  return problem.sessions.find(({ id }) => id === sessionId)?.leads?.includes(person) ?? false;
}
