import { createRoute, z } from '@hono/zod-openapi';
import { sayInterest } from '@plenary/domain/interest/say-interest.ts';
import { valueOf } from '@plenary/domain/kernel/action.ts';
import type { Api } from './api.ts';
import { ErrorShape, IdShape, json, SlugParam } from './shapes.ts';
import { visibleEvent } from './visible-event.ts';

const say = createRoute({
  method: 'put',
  path: '/events/{event}/sessions/{session}/interest',
  operationId: 'sayInterest',
  request: {
    params: SlugParam.extend({ session: z.string().openapi({ param: { name: 'session', in: 'path' } }) }),
    body: {
      required: true,
      content: {
        'application/json': { schema: z.strictObject({ level: z.enum(['none', 'maybe', 'want', 'must']) }) },
      },
    },
  },
  responses: {
    200: json(
      z.object({ sessionId: IdShape, level: z.string().nullable() }),
      'What counts from now on; a lead counts as must.',
    ),
    401: json(ErrorShape, 'Nobody is signed in.'),
    403: json(ErrorShape, 'Not invited to this event.'),
    404: json(ErrorShape, 'No such event or session.'),
    415: json(ErrorShape, 'Not sent as JSON.'),
    422: json(ErrorShape, 'Not one of the levels, or something else is wrong with the body.'),
  },
});

export function addInterestRoutes(api: Api): void {
  api.openapi(say, async (context) => {
    const { needs, actor } = context.env;
    const { event, session } = context.req.valid('param');
    const found = await visibleEvent(context.env, event);
    const { sessionId, level } = valueOf(
      await sayInterest(needs, actor, {
        eventId: found.event.id,
        sessionId: session,
        level: context.req.valid('json').level,
      }),
    );
    return context.json({ sessionId, level }, 200);
  });
}
