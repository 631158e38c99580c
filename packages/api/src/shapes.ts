import { z } from '@hono/zod-openapi';

/* Shapes that several resources answer with. */

export const Instant = z
  .string()
  .openapi({ description: 'An instant in UTC.', example: '2026-04-28T01:00:00.000Z' });
export const IdShape = z
  .string()
  .openapi({ description: 'Opaque, stable forever.', example: '01kh3v9m6y0f6n3c1x8e2qzr5t' });
export const SlugParam = z.object({
  event: z
    .string()
    .max(200)
    .openapi({ param: { name: 'event', in: 'path' }, example: 'shanghai-2015' }),
});

export const ErrorShape = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      fields: z.array(
        z.object({
          path: z.string(),
          code: z.string(),
          params: z.record(z.string(), z.union([z.string(), z.number()])),
        }),
      ),
    }),
  })
  .openapi('Error');

export function json<S extends z.ZodType>(schema: S, description: string) {
  return { content: { 'application/json': { schema } }, description };
}
