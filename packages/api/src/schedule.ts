import { createRoute, z } from '@hono/zod-openapi';
import { publishedSchedule } from '@plenary/domain/schedule/published-schedule.ts';
import type { Api } from './api.ts';
import { ErrorShape, IdShape, Instant, json, SlugParam } from './shapes.ts';
import { visibleEvent } from './visible-event.ts';

const ScheduleShape = z
  .object({
    release: z.object({ number: z.int(), note: z.string(), releasedAt: Instant }).nullable(),
    zone: z.string(),
    slots: z.array(
      z.object({ id: IdShape, kind: z.string(), title: z.string(), startsAt: Instant, endsAt: Instant }),
    ),
    areas: z.array(z.object({ id: IdShape, label: z.string(), name: z.string(), seats: z.int().nullable() })),
    sessions: z.array(
      z.object({
        id: IdShape,
        headline: z.string(),
        topic: z.string(),
        leads: z.array(z.string()),
        slot: IdShape,
        area: z.string(),
        startsAt: Instant,
        endsAt: Instant,
        cancelled: z.boolean(),
      }),
    ),
  })
  .openapi('Schedule');

const one = createRoute({
  method: 'get',
  path: '/events/{event}/schedule',
  operationId: 'getSchedule',
  request: { params: SlugParam },
  responses: {
    200: json(ScheduleShape, 'The latest release; never the draft.'),
    404: json(ErrorShape, 'No such event, or not for you.'),
  },
});

export function addScheduleRoutes(api: Api): void {
  api.openapi(one, async (context) => {
    const { event } = await visibleEvent(context.env, context.req.valid('param').event);
    const { release, slots, areas, sessions } = await publishedSchedule(context.env.needs.db, event.id);
    return context.json(
      {
        release,
        zone: event.zone,
        slots: slots.map(({ id, kind, title, startsAt, endsAt }) => ({ id, kind, title, startsAt, endsAt })),
        areas: areas.map(({ id, label, name, seats }) => ({ id, label, name, seats })),
        sessions: sessions.map(({ slotId, areaId: _areaId, areaLabel, leads, ...session }) => ({
          ...session,
          leads: [...leads],
          slot: slotId,
          area: areaLabel,
        })),
      },
      200,
    );
  });
}
