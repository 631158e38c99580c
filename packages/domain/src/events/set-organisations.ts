import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id, version } from '../kernel/fields.ts';
import { newId } from '../kernel/ids.ts';
import { requireVersion } from './change-event.ts';
import { organisationFields } from './event-fields.ts';
import { eventOrThrow } from './event-queries.ts';
import { requireOrganiser } from '../standing/standing.ts';

/** Says who hosts and who sponsors an event, each in the order given. Replaces both lists. */
export const setOrganisations = defineAction({
  name: 'set-organisations',
  input: z.strictObject({
    eventId: id,
    version,
    hosts: z.array(organisationFields).max(20),
    sponsors: z.array(organisationFields).max(50),
  }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
  },
  run: async ({ tx, input, record }) => {
    const event = await eventOrThrow(tx, input.eventId);
    requireVersion(event, input.version);
    const updated = await tx
      .updateTable('events')
      .set({ version: event.version + 1 })
      .where('id', '=', event.id)
      .where('version', '=', input.version)
      .returning('version')
      .executeTakeFirst();
    if (!updated) requireVersion(await eventOrThrow(tx, event.id), input.version);
    await tx.deleteFrom('event_organisations').where('event_id', '=', event.id).execute();
    const rows = [
      ...input.hosts.map((host) => ({ ...host, role: 'host' as const })),
      ...input.sponsors.map((sponsor) => ({ ...sponsor, role: 'sponsor' as const })),
    ].map((organisation, position) => ({ ...organisation, id: newId(), event_id: event.id, position }));
    if (rows.length > 0) await tx.insertInto('event_organisations').values(rows).execute();
    const audience = event.announcedAt ? 'public' : 'organisers';
    record({ kind: 'event.changed', eventId: event.id, subjectId: event.id, audience });
    return { version: event.version + 1 };
  },
});
