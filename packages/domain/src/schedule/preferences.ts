import type { Preferences } from '@plenary/scheduler/problem.ts';
import type { Db } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';

export const STRENGTHS = ['off', 'little', 'much'] as const;
export type Strength = (typeof STRENGTHS)[number];

/** What a schedule is for once all is placed: the largest sum of interest served, or fairness to each person. */
export const OBJECTIVES = ['served', 'fairness'] as const;
export type Objective = (typeof OBJECTIVES)[number];

/** How much an organiser cares for each thing that decides between schedules which place and serve the same. */
type Strengths = Readonly<Record<keyof Preferences, Strength>>;
export type EventPreferences = Strengths & { readonly objective: Objective };

export const NOT_PREFERRED: EventPreferences = {
  stability: 'off',
  fairness: 'off',
  fit: 'off',
  spread: 'off',
  areaChanges: 'off',
  objective: 'served',
};

/**
 * What "a little" weighs. The scheduler counts in different units (thousandths of a person, seats,
 * pairs, walks); these make one of each about as bad as the other: a fifth of somebody's share,
 * ten people for whom something moves, a hundred seats, two parallel sessions of a topic, ten walks.
 */
const LITTLE: Readonly<Record<keyof Preferences, number>> = {
  stability: 20,
  fairness: 1,
  fit: 2,
  spread: 100,
  areaChanges: 20,
};
const MUCH = 5;

/** The scheduler's weights; undefined when nothing is preferred. */
export function weightsOf({
  objective: _objective,
  ...strengths
}: EventPreferences): Preferences | undefined {
  const weights = Object.entries(strengths).flatMap(([name, strength]) => {
    const little = LITTLE[name as keyof Preferences]; // its keys are those of Strengths
    return strength === 'off' ? [] : [[name, strength === 'much' ? MUCH * little : little]];
  });
  return weights.length === 0 ? undefined : (Object.fromEntries(weights) as Preferences); // the same keys
}

export async function preferencesOf(db: Db, eventId: Id): Promise<EventPreferences> {
  const row = await db
    .selectFrom('schedule_preferences')
    .select(['stability', 'fairness', 'fit', 'spread', 'area_changes', 'objective'])
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  if (!row) return NOT_PREFERRED;
  const { area_changes: areaChanges, ...others } = row;
  return { ...others, areaChanges };
}
