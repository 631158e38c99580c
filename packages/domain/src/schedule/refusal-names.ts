import type { Refusal } from '@plenary/scheduler/refusals.ts';
import { DomainError } from '../kernel/errors.ts';
import type { EventProblem } from './event-problem.ts';

/** A refusal with the names that people know instead of ids. */
export interface NamedRefusal {
  readonly kind: Refusal['kind'];
  readonly person?: string;
  readonly session?: string;
  readonly feature?: string;
  /** The headline of the refused session, when it is not the one that moves. */
  readonly of?: string;
}

export function nameRefusals(at: EventProblem, refusals: readonly Refusal[]): NamedRefusal[] {
  const headline = (id: string): string => at.sessions.get(id)?.headline ?? id;
  return refusals.map((refusal) => ({
    kind: refusal.kind,
    ...('person' in refusal && { person: at.people.get(refusal.person) ?? refusal.person }),
    ...('session' in refusal && { session: headline(refusal.session) }),
    ...('feature' in refusal && { feature: refusal.feature }),
    ...(refusal.of !== undefined && { of: headline(refusal.of) }),
  }));
}

/** The error for a move that hard rules forbid; its subject lists why, with names. */
export function moveRefused(at: EventProblem, sessionId: string, refusals: readonly Refusal[]): DomainError {
  const named = nameRefusals(at, refusals);
  const why = named
    .map((one) => [one.kind, one.person, one.session, one.feature].filter(Boolean).join(' '))
    .join('; ');
  return new DomainError(
    'move-refused',
    `“${at.sessions.get(sessionId)?.headline ?? sessionId}” cannot go there: ${why}.`,
    { subject: named },
  );
}
