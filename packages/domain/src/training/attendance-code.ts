import type { ReleasedPlace } from '../agenda/agenda.ts';
import { shortCode } from '../check-in/door-code.ts';
import { later, type Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import type { Site } from '../kernel/site.ts';

/** The code of a session is good from shortly before it begins until some time after its end. */
const BEFORE = { minutes: -30 };
const AFTERWARDS = { hours: 2 };

/** What stands on the screen of a session: six characters. */
export function attendanceCode(secret: string, sessionId: Id): string {
  return shortCode(secret, `attendance ${sessionId}`);
}

/** What the picture on the screen holds: the page where one tap says that one is there. */
export function attendanceAddress(
  { origin, secret }: Site,
  { slug }: { readonly slug: string },
  sessionId: Id,
): string {
  return `${origin}/${slug}/sessions/${sessionId}/attend?code=${attendanceCode(secret, sessionId)}`;
}

/** From when until when people say of themselves that they are in a session. */
export function attendanceWindow({ startsAt, endsAt }: Pick<ReleasedPlace, 'startsAt' | 'endsAt'>): {
  readonly from: Timestamp;
  readonly until: Timestamp;
} {
  return { from: later(startsAt, BEFORE), until: later(endsAt, AFTERWARDS) };
}
