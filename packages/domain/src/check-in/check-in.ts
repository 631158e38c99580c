import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import type { Event } from '../events/event.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { readCheckInCode } from '../invitations/check-in-code.ts';
import type { InvitationState } from '../invitations/invitation-tables.ts';
import { invitationRows } from '../invitations/move-invitation.ts';
import { defineAction, type Work } from '../kernel/action.ts';
import { later, type Timestamp } from '../kernel/clock.ts';
import { id, line, wholeNumber } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { requireHelper } from '../standing/standing.ts';
import { isHere } from './presence.ts';
import { mayMark, takeMark } from './take-mark.ts';

/** As many as one device sends at once; it sends the rest with the next call. */
export const MOST_MARKS = 200;
/** A device that was away longer than the longest event has nothing to say about one. */
const OLDEST_SECONDS = 14 * 86_400;

const mark = z.strictObject({
  key: line(64),
  /** Whom: chosen from the list, or what a camera has read. */
  invitationId: id.optional(),
  code: line(200).optional(),
  kind: z.enum(['here', 'left', 'undo']),
  /** How long ago it was said. Ages rather than times: clocks of phones are wrong by hours, their seconds are not. */
  secondsAgo: wholeNumber(0, OLDEST_SECONDS).default(0),
});

const input = z.strictObject({ eventId: id, marks: z.array(mark).min(1).max(MOST_MARKS) });
type Mark = z.output<typeof mark>;

/** What became of one mark, for the helper who made it. */
export interface MarkAnswer {
  readonly key: string;
  readonly outcome:
    | 'here'
    | 'already-here'
    | 'left'
    | 'not-here'
    | 'undone'
    /** No code of ours. */
    | 'unknown'
    /** A code of ours, for another event. */
    | 'another-event'
    /** Known here, and without a place. */
    | 'no-place';
  readonly invitationId: Id | null;
  readonly name: string;
  /** With `no-place`: what they have instead. */
  readonly state: InvitationState | null;
  /** With `already-here`: since when, and who said so. */
  readonly since: Timestamp | null;
  readonly by: string | null;
}

/**
 * Takes what helpers said at the door: one tap, or everything that a device kept while it was without a
 * network. A mark that was sent before is not taken twice; one that cannot be taken does not hold up
 * the others. The answers are in the order of the marks.
 */
export const checkIn = defineAction({
  name: 'check-in',
  input,
  allow: async ({ tx, actor, input }) => {
    await requireHelper(tx, actor, input.eventId);
  },
  run: async (work): Promise<MarkAnswer[]> => {
    await takeTurn(work.tx, work.input.eventId);
    const event = await eventOrThrow(work.tx, work.input.eventId);
    const answers: MarkAnswer[] = [];
    for (const one of work.input.marks) answers.push(await answerTo(work, event, one));
    return answers;
  },
});

async function answerTo(work: Work<z.output<typeof input>>, event: Event, mark: Mark): Promise<MarkAnswer> {
  const { tx, actor, now, site } = work;
  const nobody = { key: mark.key, invitationId: null, name: '', state: null, since: null, by: null };
  const invitationId = mark.code ? readCheckInCode(site.secret, mark.code) : mark.invitationId;
  const invitation = invitationId
    ? await invitationRows(tx).where('invitations.id', '=', invitationId).executeTakeFirst()
    : undefined;
  if (!invitation) return { ...nobody, outcome: 'unknown' };
  // Whose badge it is, helpers of this event need not know.
  if (invitation.event_id !== event.id)
    return { ...nobody, outcome: mark.code ? 'another-event' : 'unknown' };
  const { id, name, state } = invitation;
  const known = { ...nobody, invitationId: id, name };
  if (!(await mayMark(tx, event, invitation))) return { ...known, state, outcome: 'no-place' };
  const { before, after } = await takeMark(work, event, invitation, {
    key: mark.key,
    kind: mark.kind,
    at: later(now, { seconds: -mark.secondsAgo }),
    byPersonId: actor.kind === 'person' ? actor.personId : null,
  });
  switch (mark.kind) {
    case 'here':
      return isHere(before)
        ? { ...known, outcome: 'already-here', since: before.arrivedAt, by: before.arrivedBy }
        : { ...known, outcome: 'here' };
    case 'left':
      return { ...known, outcome: after.arrivedAt ? 'left' : 'not-here' };
    case 'undo':
      return { ...known, outcome: 'undone' };
  }
}
