import { createRoute, z } from '@hono/zod-openapi';
import { listEvents } from '@plenary/domain/events/event-queries.ts';
import type { Event } from '@plenary/domain/events/event.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import type { Api } from './api.ts';
import { ErrorShape, IdShape, Instant, json, SlugParam } from './shapes.ts';
import { visibleEvent } from './visible-event.ts';

const EventShape = z
  .object({
    id: IdShape,
    slug: z.string(),
    name: z.string(),
    kind: z.enum(['hackathon', 'unconference', 'training', 'conference']),
    summary: z.string(),
    zone: z.string().openapi({ description: 'IANA time zone of the event.' }),
    topics: z.array(z.string()),
    venue: z.object({ name: z.string(), address: z.string() }),
    startsOn: z.string().nullable().openapi({ description: 'Local date of the first day.' }),
    endsOn: z.string().nullable(),
    capacity: z.int(),
    cutOffAt: Instant.nullable(),
    cancelledAt: Instant.nullable(),
  })
  .openapi('Event');

const list = createRoute({
  method: 'get',
  path: '/events',
  operationId: 'listEvents',
  responses: {
    200: json(z.object({ upcoming: z.array(EventShape), past: z.array(EventShape) }), 'Announced events.'),
  },
});

const one = createRoute({
  method: 'get',
  path: '/events/{event}',
  operationId: 'getEvent',
  request: { params: SlugParam },
  responses: { 200: json(EventShape, 'The event.'), 404: json(ErrorShape, 'No such event, or not for you.') },
});

export function addEventRoutes(api: Api): void {
  api.openapi(list, async (context) => {
    const { needs, actor } = context.env;
    const { upcoming, past } = await listEvents(needs.db, actor, timestamp(needs.clock.now()));
    return context.json({ upcoming: upcoming.map(present), past: past.map(present) }, 200);
  });
  api.openapi(one, async (context) => {
    const { event } = await visibleEvent(context.env, context.req.valid('param').event);
    return context.json(present(event), 200);
  });
}

function present(event: Event): z.infer<typeof EventShape> {
  const {
    id,
    slug,
    name,
    kind,
    summary,
    zone,
    topics,
    venueName,
    venueAddress,
    startsOn,
    endsOn,
    capacity,
    cutOffAt,
    cancelledAt,
  } = event;
  return {
    id,
    slug,
    name,
    kind,
    summary,
    zone,
    topics: [...topics],
    venue: { name: venueName, address: venueAddress },
    startsOn,
    endsOn,
    capacity,
    cutOffAt,
    cancelledAt,
  };
}
