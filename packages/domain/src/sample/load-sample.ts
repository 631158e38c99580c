import { requireSiteOwner } from '../standing/standing.ts';
import { inTransaction, type Needs, type Result } from '../kernel/action.ts';
import type { Actor } from '../kernel/actor.ts';
import { timestamp } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import type { Transaction } from '../database/db.ts';
import { openNextEdition, type NextEdition } from './next-edition.ts';
import type { FileStore } from '../materials/file-store.ts';
import { attachSampleMaterials } from './sample-materials.ts';
import { writeSampleNotes } from './sample-notes.ts';
import { writeSamplePages } from './sample-pages.ts';
import { writeSamplePosts } from './sample-posts.ts';
import { goOnWithSampleProjects } from './sample-projects.ts';
import { holdSampleTraining } from './sample-training.ts';
import { holdShanghai2015, SHANGHAI_SLUG } from './shanghai-2015.ts';

/**
 * Loads the sample community: the Shanghai hackathon of 2015 with its schedule, its next
 * edition with invitations open, and a course that was taught twice. All or nothing; refused when it is there already. Only the site's
 * owner and the start command may.
 */
export async function loadSample(needs: Needs, files: FileStore, actor: Actor): Promise<Result<NextEdition>> {
  try {
    const value = await inTransaction(needs.db, async (tx) => {
      await requireSiteOwner(tx, actor);
      const there = await tx
        .selectFrom('events')
        .select('id')
        .where('slug', '=', SHANGHAI_SLUG)
        .executeTakeFirst();
      if (there) throw new DomainError('wrong-state', 'The sample community is loaded already.');
      const within = { ...needs, db: tx, idempotencyKey: undefined };
      const past = await holdShanghai2015(within);
      const next = await openNextEdition(within, past);
      await writeSampleNotes(within, past, next.eventId);
      await attachSampleMaterials(within, files, past);
      await writeSamplePosts(within, files, past, next.eventId);
      await goOnWithSampleProjects(within, next.eventId);
      await writeSamplePages(within, past, next.eventId);
      const trainings = await holdSampleTraining(within, files);
      await sendNothing(tx, [past, next.eventId, ...trainings], timestamp(needs.clock.now()));
      return next;
    });
    return { ok: true, value };
  } catch (error) {
    if (error instanceof DomainError) return { ok: false, error };
    throw error;
  }
}

/** Nobody is behind the sample's addresses: its mails are shown as sent and go nowhere. */
async function sendNothing(tx: Transaction, eventIds: readonly Id[], now: string): Promise<void> {
  const messages = await tx
    .updateTable('messages')
    .set({ state: 'sent', sent_at: now })
    .where('event_id', 'in', [...eventIds])
    .returning('id')
    .execute();
  const payloads = new Set(messages.map((message) => JSON.stringify(message.id)));
  const jobs = await tx
    .selectFrom('jobs')
    .select(['id', 'payload'])
    .where('kind', '=', 'send-message')
    .execute();
  for (const job of jobs)
    if (payloads.has(job.payload)) await tx.deleteFrom('jobs').where('id', '=', job.id).execute();
}
