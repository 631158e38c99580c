import { OpenAPIHono } from '@hono/zod-openapi';
import type { Needs } from '@plenary/domain/kernel/action.ts';
import type { Actor } from '@plenary/domain/kernel/actor.ts';
import { DomainError } from '@plenary/domain/kernel/errors.ts';
import { invalidInput } from '@plenary/domain/kernel/read-input.ts';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { addEventRoutes } from './events.ts';
import { STATUS_OF } from './error-status.ts';
import { addInterestRoutes } from './interest.ts';
import { addScheduleRoutes } from './schedule.ts';
import { addSessionRoutes } from './sessions.ts';

/** What a request brings along: who asks, and what actions need. */
export interface ApiEnv {
  readonly Bindings: { readonly actor: Actor; readonly needs: Needs };
}

const WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);
const TOO_LARGE = 413;

export type Api = OpenAPIHono<ApiEnv>;

export const API_DOCUMENT = {
  openapi: '3.1.0',
  info: {
    title: 'Plenary',
    version: '0.1.0',
    description:
      'Events, their sessions and the published schedule. Reads need no account where a visitor may see the page.',
  },
} as const;

/** The HTTP interface for machines, mounted under `/api`; testable without a socket through `.request()`. */
export function createApi(): Api {
  const api = new OpenAPIHono<ApiEnv>({
    defaultHook: (read) => {
      if (!read.success) throw invalidInput(read.error);
    },
  }).basePath('/api') as Api; // basePath widens the type, not the thing
  api.use(async (context, next) => {
    const type = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (WITH_BODY.has(context.req.method) && type !== 'application/json')
      return context.json(refusal('A body is JSON here, with content-type: application/json.'), 415);
    return next();
  });
  api.onError((error, context) => {
    if (error instanceof DomainError) {
      return context.json(errorBody(error), STATUS_OF[error.code] as ContentfulStatusCode); // the map holds 4xx only
    }
    if (error instanceof HTTPException && error.status < 500)
      return context.json(refusal('This is not JSON.'), error.status);
    if ('status' in error && error.status === TOO_LARGE)
      return context.json(refusal('The body is too large.'), TOO_LARGE);
    throw error;
  });
  api.notFound((context) =>
    context.json(
      { error: { code: 'not-found', message: 'There is nothing at this address.', fields: [] } },
      404,
    ),
  );
  addEventRoutes(api);
  addSessionRoutes(api);
  addScheduleRoutes(api);
  addInterestRoutes(api);
  api.doc31('/openapi.json', API_DOCUMENT);
  return api;
}

/** For what is wrong before there is any input to read. */
function refusal(message: string) {
  return errorBody(new DomainError('invalid-input', message));
}

function errorBody(error: DomainError) {
  return { error: { code: error.code, message: error.message, fields: error.fields } };
}
