import { z } from 'zod';
import type { Transaction } from '../database/db.ts';
import { takeTurn } from '../database/turn.ts';
import { organises, standingIn } from '../standing/standing.ts';
import { defineAction, type Work } from '../kernel/action.ts';
import { notAllowed, signInNeeded, wrongField } from '../kernel/errors.ts';
import { id, version } from '../kernel/fields.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { stale } from './change-session.ts';
import { mergeInterest } from './merge-interest.ts';
import { unitedLeads } from './session.ts';
import { leads, requireLive, sessionState, type SessionState } from './session-policy.ts';
import { readSession } from './session-queries.ts';
import { draftChanged, unplace, unplaceImpossible } from './unplace-impossible.ts';
import { writeUnavailableSlots } from './unavailable-slots.ts';

/**
 * Merges one session into another. The other keeps its text and place and gains the leads, what
 * they cannot, and everybody's interest (the higher of the two); the first one's address leads to
 * it from now on, and its place in the draft is free.
 */
export const mergeSessions = defineAction({
  name: 'merge-sessions',
  input: z.strictObject({ eventId: id, fromId: id, intoId: id, fromVersion: version.optional() }),
  allow: async ({ tx, actor, input }) => {
    const standing = await standingIn(tx, actor, input.eventId);
    await sessionState(tx, input.eventId, input.fromId);
    await sessionState(tx, input.eventId, input.intoId);
    if (organises(standing)) return;
    const { personId } = standing;
    if (personId && (await leads(tx, personId, input.fromId)) && (await leads(tx, personId, input.intoId)))
      return;
    throw actor.kind === 'visitor'
      ? signInNeeded()
      : notAllowed('Only organisers, and whoever leads both, may merge two sessions.');
  },
  run: async (work): Promise<{ intoId: Id }> => {
    const { tx, input } = work;
    await takeTurn(tx, input.eventId);
    if (input.fromVersion) {
      const { version: current } = await sessionState(tx, input.eventId, input.fromId);
      if (input.fromVersion !== current) throw stale(await readSession(tx, input.eventId, input.fromId));
    }
    return mergeInto(work, input);
  },
});

/** Merges, for an action that has found that it may and has taken its turn. */
export async function mergeInto(
  { tx, now, record }: Pick<Work<unknown>, 'tx' | 'now' | 'record'>,
  { eventId, fromId, intoId }: { readonly eventId: Id; readonly fromId: Id; readonly intoId: Id },
): Promise<{ intoId: Id }> {
  const from = await sessionState(tx, eventId, fromId);
  requireLive(from);
  const into = await mergeTarget(tx, eventId, intoId);
  if (into.id === fromId)
    throw wrongField('intoId', 'not-a-choice', 'A session cannot be merged into itself.');
  // Earlier merges into `from` follow, so that every old address is one step from its target. These
  // rows are written before interest is read: a tap holds its session's row (see say-interest), so
  // either it is in time for the merge, or it waits and finds where the session went.
  await tx
    .updateTable('sessions')
    .set({ merged_into: into.id })
    .where((e) => e.or([e('id', '=', fromId), e('merged_into', '=', fromId)]))
    .execute();
  await tx
    .updateTable('sessions')
    .set((session) => ({ updated_at: now, version: session('version', '+', 1) }))
    .where('id', 'in', [fromId, into.id])
    .execute();
  await uniteLeads(tx, fromId, into.id);
  await uniteUnavailableSlots(tx, fromId, into.id);
  await mergeInterest(tx, fromId, into.id);
  record({ kind: 'session.merged', eventId, subjectId: fromId, audience: 'public' });
  record({ kind: 'session.changed', eventId, subjectId: into.id, audience: 'public' });
  if (await unplace(tx, eventId, fromId)) record(draftChanged(eventId, fromId));
  for (const change of await unplaceImpossible(tx, eventId, [into.id])) record(change);
  return { intoId: into.id };
}

/** The session that `intoId` leads to: itself, or the one it was merged into. */
async function mergeTarget(tx: Transaction, eventId: Id, intoId: Id): Promise<SessionState> {
  const named = await sessionState(tx, eventId, intoId);
  const target = named.merged_into ? await sessionState(tx, eventId, named.merged_into) : named;
  requireLive(target);
  return target;
}

async function uniteLeads(tx: Transaction, fromId: Id, intoId: Id): Promise<void> {
  const rows = await tx
    .selectFrom('session_leads')
    .select(['session_id', 'person_id as personId', 'name', 'position'])
    .where('session_id', 'in', [fromId, intoId])
    .orderBy('position')
    .orderBy('id')
    .execute();
  const current = rows.filter((row) => row.session_id === intoId);
  const added = unitedLeads(
    current,
    rows.filter((row) => row.session_id === fromId),
  ).slice(current.length);
  if (added.length === 0) return;
  const behind = Math.max(-1, ...current.map((lead) => lead.position)) + 1;
  await tx
    .insertInto('session_leads')
    .values(
      added.map((lead, index) => ({
        id: newId(),
        session_id: intoId,
        person_id: lead.personId,
        name: lead.name,
        position: behind + index,
      })),
    )
    .execute();
  await tx.updateTable('sessions').set({ wants_lead: 0 }).where('id', '=', intoId).execute();
}

async function uniteUnavailableSlots(tx: Transaction, fromId: Id, intoId: Id): Promise<void> {
  const rows = await tx
    .selectFrom('session_unavailable_slots')
    .select('slot_id')
    .where('session_id', 'in', [fromId, intoId])
    .execute();
  await writeUnavailableSlots(
    tx,
    intoId,
    rows.map((row) => row.slot_id),
  );
}
