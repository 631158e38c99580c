import { createRoute, z } from '@hono/zod-openapi';
import { publishedSchedule } from '@plenary/domain/schedule/published-schedule.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import { ROOM_STATUSES } from '@plenary/domain/rooms/room-status.ts';
import { readRooms } from '@plenary/domain/rooms/room-queries.ts';
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
    areas: z.array(
      z.object({
        id: IdShape,
        label: z.string(),
        name: z.string(),
        seats: z.int().nullable(),
        /** What was said at its door, while it holds. */
        status: z
          .object({ status: z.enum(ROOM_STATUSES), saidAt: Instant, endsAt: Instant })
          .nullable()
          .openapi({ description: 'Room status: what was last said of the area and still holds.' }),
      }),
    ),
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
        saidEnd: Instant.nullable().openapi({
          description: 'When it ended early or goes on until, where that was said; null: as planned.',
        }),
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
    const rooms = await readRooms(context.env.needs.db, event.id, timestamp(context.env.needs.clock.now()));
    const status = (areaId: string) => {
      const said = rooms.statuses.find((one) => one.areaId === areaId);
      return said ? { status: said.status, saidAt: said.saidAt, endsAt: said.endsAt } : null;
    };
    return context.json(
      {
        release,
        zone: event.zone,
        slots: slots.map(({ id, kind, title, startsAt, endsAt }) => ({ id, kind, title, startsAt, endsAt })),
        areas: areas.map(({ id, label, name, seats }) => ({ id, label, name, seats, status: status(id) })),
        sessions: sessions.map(({ slotId, areaId: _areaId, areaLabel, leads, ...session }) => ({
          ...session,
          leads: [...leads],
          slot: slotId,
          area: areaLabel,
          saidEnd:
            rooms.ends.find((end) => end.sessionId === session.id && end.startsAt === session.startsAt)
              ?.endsAt ?? null,
        })),
      },
      200,
    );
  });
}
