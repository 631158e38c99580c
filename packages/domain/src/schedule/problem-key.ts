import { createHash } from 'node:crypto';
import type { Problem } from '@plenary/scheduler/problem.ts';

/**
 * Two problems with the same key have the same schedules and value them alike, so that what is proven
 * of one holds for the other. Names and the last release do not count.
 */
export function problemKey({ slots, areas, sessions, people }: Problem): string {
  const wishes = people.map(({ id, absent, interest }) => [id, absent, Object.entries(interest).sort(byId)]);
  return createHash('sha256')
    .update(JSON.stringify([slots, areas, sessions, wishes]))
    .digest('base64url');
}

function byId([a]: readonly [string, number], [b]: readonly [string, number]): number {
  return a < b ? -1 : 1;
}
