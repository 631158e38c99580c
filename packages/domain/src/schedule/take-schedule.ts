import { scoreSchedule } from '@plenary/scheduler/score.ts';
import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { requireOrganiser } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError, notFound, wrongField } from '../kernel/errors.ts';
import { id, version } from '../kernel/fields.ts';
import { eventProblem, type DraftPlacement, type EventProblem } from './event-problem.ts';
import { placementOf } from './place-session.ts';
import { writeDraft, type DraftChange } from './write-draft.ts';

/**
 * Takes a whole proposed schedule, usually the scheduler's, as the new draft. Refused as stale when
 * the draft changed since the proposal was computed, and when a hard rule is broken by now: a lead
 * who became absent, a session that was withdrawn.
 */
export const takeSchedule = defineAction({
  name: 'take-schedule',
  input: z.strictObject({
    eventId: id,
    draftVersion: version,
    placements: z.array(z.strictObject({ session: id, slot: id, area: id })).max(5000),
  }),
  allow: async ({ tx, actor, input }) => void (await requireOrganiser(tx, actor, input.eventId)),
  run: async (work) => {
    const { tx, input, record } = work;
    await takeTurn(tx, input.eventId);
    const at = await eventProblem(tx, input.eventId);
    if (at.draftVersion !== input.draftVersion) {
      throw new DomainError('stale', 'The draft has changed since this schedule was computed.', {
        subject: { version: at.draftVersion },
      });
    }
    requireKnown(at, input.placements);
    const { hard, violations } = scoreSchedule(at.problem, { placements: input.placements });
    if (hard > 0) {
      const rules = [...new Set(violations.map((violation) => violation.rule))].join(', ');
      throw new DomainError(
        'move-refused',
        `This schedule breaks hard rules by now: ${rules}. Try: run the scheduler again.`,
        {
          subject: violations,
        },
      );
    }
    const changes = changesTo(at, input.placements);
    const draftVersion = await writeDraft({ ...work, eventId: input.eventId, at }, 'take', changes);
    record({ kind: 'draft.changed', eventId: input.eventId, subjectId: null, audience: 'organisers' });
    return { version: draftVersion, changed: changes.length };
  },
});

type Wanted = readonly { readonly session: string; readonly slot: string; readonly area: string }[];

function requireKnown(at: EventProblem, placements: Wanted): void {
  const slots = new Set(at.problem.slots.map((slot) => slot.id));
  const areas = new Set(at.problem.areas.map((area) => area.id));
  if (new Set(placements.map((one) => one.session)).size < placements.length)
    throw wrongField('placements', 'not-a-choice', 'A session has one place.');
  for (const placement of placements) {
    if (!at.sessions.has(placement.session)) throw notFound('session', placement.session);
    if (!slots.has(placement.slot)) throw notFound('slot for sessions', placement.slot);
    if (!areas.has(placement.area)) throw notFound('area', placement.area);
  }
}

/** What differs between the draft and the wanted placements; a session that is left out loses its place. */
function changesTo(at: EventProblem, wanted: Wanted): DraftChange[] {
  const next = new Map(wanted.map((placement) => [placement.session, placement]));
  return [...at.sessions.keys()].flatMap((session) => {
    const before = placementOf(at, session);
    const to = next.get(session);
    if (before && to && before.slot === to.slot && before.area === to.area) return [];
    if (!before && !to) return [];
    const after: DraftPlacement | null = to ? { ...to, pinned: before?.pinned ?? false } : null;
    return [{ session, before, after }];
  });
}
