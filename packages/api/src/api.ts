import { OpenAPIHono } from '@hono/zod-openapi';
import type { Needs } from '@plenary/domain/kernel/action.ts';
import type { Actor } from '@plenary/domain/kernel/actor.ts';
import { DomainError } from '@plenary/domain/kernel/errors.ts';
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
  const api = new OpenAPIHono<ApiEnv>().basePath('/api') as Api; // basePath widens the type, not the thing
  api.onError((error, context) => {
    if (error instanceof DomainError) {
      return context.json(errorBody(error), STATUS_OF[error.code] as ContentfulStatusCode); // the map holds 4xx only
    }
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

function errorBody(error: DomainError) {
  return { error: { code: error.code, message: error.message, fields: error.fields } };
}
