import { createRoute, z } from '@hono/zod-openapi';
import { listSessions } from '@plenary/domain/sessions/session-queries.ts';
import type { Api } from './api.ts';
import { ErrorShape, IdShape, json, SlugParam } from './shapes.ts';
import { visibleEvent } from './visible-event.ts';

const SessionShape = z
  .object({
    id: IdShape,
    headline: z.string(),
    topic: z.string(),
    length: z.int().openapi({ description: 'In slots.' }),
    leads: z.array(z.string()).openapi({ description: 'Names.' }),
    wantsLead: z.boolean(),
  })
  .openapi('Session');

const list = createRoute({
  method: 'get',
  path: '/events/{event}/sessions',
  operationId: 'listSessions',
  request: { params: SlugParam },
  responses: {
    200: json(
      z.object({ sessions: z.array(SessionShape) }),
      'Proposed sessions that were not withdrawn or merged.',
    ),
    404: json(ErrorShape, 'No such event, or not for you.'),
  },
});

export function addSessionRoutes(api: Api): void {
  api.openapi(list, async (context) => {
    const { event } = await visibleEvent(context.env, context.req.valid('param').event);
    const sessions = await listSessions(context.env.needs.db, { eventId: event.id });
    const shown = sessions.map(({ id, headline, topic, length, leads, wantsLead }) => ({
      id,
      headline,
      topic,
      length,
      leads: leads.map((lead) => lead.name),
      wantsLead,
    }));
    return context.json({ sessions: shown }, 200);
  });
}
