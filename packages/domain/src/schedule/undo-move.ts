import { scoreSchedule } from '@plenary/scheduler/score.ts';
import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { requireOrganiser } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { eventProblem, type DraftPlacement, type EventProblem } from './event-problem.ts';
import { placementOf } from './place-session.ts';
import { writeDraft, type DraftChange } from './write-draft.ts';

type Remembered = readonly { readonly session: string; readonly placement: DraftPlacement | null }[];

/**
 * Takes the last change of the draft back, whoever made it. Refused when the sessions are not where
 * that change left them any more, or when their old places are gone or break a hard rule by now.
 * What took places other than by a move (a grid that changed, a session that was withdrawn) has cut
 * the history there: see `forgetMoves`.
 */
export const undoMove = defineAction({
  name: 'undo-move',
  input: z.strictObject({ eventId: id }),
  allow: async ({ tx, actor, input }) => void (await requireOrganiser(tx, actor, input.eventId)),
  run: async (work) => {
    const { tx, input, now, record } = work;
    await takeTurn(tx, input.eventId);
    const move = await tx
      .selectFrom('draft_moves')
      .selectAll()
      .where('event_id', '=', input.eventId)
      .where('undone_at', 'is', null)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (!move) throw new DomainError('nothing-to-undo', 'There is no change of the draft left to undo.');
    const at = await eventProblem(tx, input.eventId);
    const before = JSON.parse(move.before) as Remembered; // written by write-draft.ts
    const after = new Map((JSON.parse(move.after) as Remembered).map((one) => [one.session, one.placement])); // likewise
    const changes: DraftChange[] = before.map(({ session, placement }) => ({
      session,
      before: placementOf(at, session),
      after: placement,
    }));
    if (!changes.every((change) => isThere(at, change))) throw refused('gone');
    if (!changes.every(({ session, before: now }) => same(now, after.get(session) ?? null)))
      throw refused('changed');
    const gone = new Set(before.map((one) => one.session));
    const placements = [
      ...at.placements.filter((one) => !gone.has(one.session)),
      ...changes.flatMap((one) => one.after ?? []),
    ];
    const problem = {
      ...at.problem,
      sessions: at.problem.sessions.map((session) => ({ ...session, pin: null })),
    };
    if (scoreSchedule(problem, { placements }).hard > 0) throw refused('rules');
    const version = await writeDraft({ ...work, eventId: input.eventId, at }, 'undo', changes);
    await tx.updateTable('draft_moves').set({ undone_at: now }).where('id', '=', move.id).execute();
    record({ kind: 'draft.changed', eventId: input.eventId, subjectId: null, audience: 'organisers' });
    return { version, kind: move.kind, sessions: changes.map((change) => change.session) };
  },
});

/** Why the last move cannot be undone: `params.why` of the error. */
export type UndoRefusal = keyof typeof SENTENCES;

const SENTENCES = {
  gone: 'This would undo a move of a session, or to a place, that is not there any more; nothing was moved.',
  changed: 'What this would undo has changed since; nothing was moved.',
  rules: 'The old places break a hard rule by now; nothing was moved.',
} as const;

function refused(why: UndoRefusal): DomainError {
  return new DomainError('move-refused', SENTENCES[why], { params: { why }, subject: [] });
}

function isThere({ sessions, problem }: EventProblem, { session, after }: DraftChange): boolean {
  if (!sessions.has(session)) return false;
  return (
    after === null ||
    (problem.slots.some((slot) => slot.id === after.slot) &&
      problem.areas.some((area) => area.id === after.area))
  );
}

function same(one: DraftPlacement | null, other: DraftPlacement | null): boolean {
  if (one === null || other === null) return one === other;
  return one.slot === other.slot && one.area === other.area && one.pinned === other.pinned;
}
