import type { InterestLevel } from '../interest/interest-tables.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

/** A session where and when the latest release puts it. */
export interface ReleasedPlace {
  readonly sessionId: Id;
  readonly headline: string;
  readonly areaId: Id;
  readonly areaLabel: string;
  readonly slotId: Id;
  readonly startsAt: Timestamp;
  readonly endsAt: Timestamp;
  /** Withdrawn or merged since the release. */
  readonly cancelled: boolean;
}

/** Why a session is on somebody's agenda. */
export type Reason = 'lead' | Exclude<InterestLevel, 'none'>;

export interface AgendaEntry extends ReleasedPlace {
  readonly reason: Reason;
  /** The person said they are away then. */
  readonly missed: boolean;
  /** What else they lead, must or want at the same time. */
  readonly clashes: readonly Clash[];
}

export interface Clash {
  readonly sessionId: Id;
  readonly headline: string;
  readonly reason: Reason;
}

export interface Mine {
  readonly level: InterestLevel;
  readonly leads: boolean;
}

export interface Span {
  readonly startsAt: Timestamp;
  readonly endsAt: Timestamp;
}

/**
 * One person's agenda from the released places: what they lead, must, want and maybe, by time.
 * Sessions at the same time clash when both are led, must or want; a maybe is a second choice and
 * clashes with nothing, nor does what was cancelled.
 */
export function agendaOf(
  places: readonly ReleasedPlace[],
  mine: ReadonlyMap<Id, Mine>,
  absences: readonly Span[] = [],
): AgendaEntry[] {
  const chosen = places
    .flatMap((place) => {
      const reason = reasonFor(mine.get(place.sessionId));
      return reason ? [{ ...place, reason }] : [];
    })
    .sort(
      (a, b) =>
        compare(a.startsAt, b.startsAt) || compare(a.endsAt, b.endsAt) || compare(a.sessionId, b.sessionId),
    );
  return chosen.map((entry) => ({
    ...entry,
    missed: absences.some((absence) => overlap(absence, entry)),
    clashes: chosen
      .filter((other) => clash(entry, other))
      .map(({ sessionId, headline, reason }) => ({ sessionId, headline, reason })),
  }));
}

/** Whether two spans share a moment; one that begins when the other ends does not. */
export function overlap(one: Span, other: Span): boolean {
  return one.startsAt < other.endsAt && other.startsAt < one.endsAt;
}

/** Whether an entry takes up its person's time: led, must or want, and taking place. */
export function binds(entry: Chosen): boolean {
  return entry.reason !== 'maybe' && !entry.cancelled;
}

type Chosen = ReleasedPlace & { readonly reason: Reason };

function clash(one: Chosen, other: Chosen): boolean {
  return one.sessionId !== other.sessionId && binds(one) && binds(other) && overlap(one, other);
}

function reasonFor(mine: Mine | undefined): Reason | null {
  if (!mine) return null;
  if (mine.leads) return 'lead';
  return mine.level === 'none' ? null : mine.level;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
