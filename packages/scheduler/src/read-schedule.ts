import { isRecord, JsonReader } from './json-reader.ts';
import type { Problem, Schedule, Unplaced } from './problem.ts';
import { readPlacements } from './read-problem.ts';

export type ReadSchedule =
  | { readonly ok: true; readonly schedule: Schedule }
  | { readonly ok: false; readonly errors: readonly string[] };

/**
 * Turns parsed JSON into a schedule of this problem. Never throws; every error names its place, as
 * in `placements[3].area: no area "Z"`. A schedule that breaks hard rules is read without complaint:
 * judging it is {@link scoreSchedule}'s work. `score` and `bound` are not taken over, because they
 * would be somebody's word; compute them.
 */
export function readSchedule(json: unknown, problem: Problem): ReadSchedule {
  if (!isRecord(json)) return { ok: false, errors: ['schedule: expected an object'] };
  const reader = new JsonReader(50);
  if (json['format'] !== 'plenary-schedule/1') reader.report('format', 'expected "plenary-schedule/1"');
  const known = {
    slotIds: idsOf(problem.slots),
    areaIds: idsOf(problem.areas),
    sessionIds: idsOf(problem.sessions),
    personIds: idsOf(problem.people),
  };
  const placements = readPlacements(reader, json['placements'], 'placements', known, true);
  const unplaced = reader.array(json['unplaced'], 'unplaced').flatMap((item, i): Unplaced[] => {
    const fields = reader.object(item, `unplaced[${i}]`);
    const session =
      fields && reader.id(fields['session'], `unplaced[${i}].session`, 'session', known.sessionIds);
    if (!fields || session === undefined) return [];
    return [{ session, reason: typeof fields['reason'] === 'string' ? fields['reason'] : '' }];
  });
  if (reader.failed) return { ok: false, errors: reader.errors };
  return { ok: true, schedule: { format: 'plenary-schedule/1', placements, unplaced } };
}

function idsOf(items: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(items.map((item) => item.id));
}
