import { json, redirect, type RequestEvent } from '@sveltejs/kit';
import { signInNeeded, type DomainError } from '@plenary/domain/kernel/errors.ts';
import { sayInterest } from '@plenary/domain/interest/say-interest.ts';
import { STATUS_OF } from '@plenary/api/error-status.ts';
import { eitherOr } from '#lib/server/form-input.ts';
import { sentForm, throwErrorPage } from '#lib/server/form.ts';
import { ownPath } from '#lib/server/own-path.ts';
import { sentenceFor } from '#lib/server/words.ts';
import { eventIdOf } from '#lib/events/event-of.server.ts';
import type { RequestHandler } from './$types';

type Input = Parameters<typeof sayInterest>[2];

/** One tap. Script sends JSON and gets what counts now; a plain form is sent back to where it was. */
export const POST: RequestHandler = (request) =>
  request.request.headers.get('content-type')?.startsWith('application/json')
    ? answerScript(request)
    : answerForm(request);

async function answerScript(request: RequestEvent<{ event: string }>): Promise<Response> {
  const eventId = await eventIdOf(request);
  const { account, actor, app } = request.locals;
  const sent: unknown = await request.request.json().catch(() => null);
  const { personId, ...tap } =
    typeof sent === 'object' && sent !== null ? (sent as Record<string, unknown>) : {};
  // A tap that was kept on a shared device is its own person's, whoever is signed in by now.
  if (account && personId !== account.id) return refusal(signInNeeded());
  const result = await sayInterest(app.needs(), actor, { ...tap, eventId } as Input); // the action reads it strictly
  return result.ok ? json(result.value) : refusal(result.error);
}

function refusal(problem: DomainError): Response {
  return json({ code: problem.code, sentence: sentenceFor(problem) }, { status: STATUS_OF[problem.code] });
}

async function answerForm(request: RequestEvent<{ event: string }>): Promise<Response> {
  const eventId = await eventIdOf(request);
  const form = await sentForm(request.request);
  const next = ownPath(form.get('next'));
  const help = form.get('canHelpLead');
  const input = {
    eventId,
    sessionId: form.get('sessionId'),
    ...(form.has('level') ? { level: form.get('level') } : {}),
    ...(help === null ? {} : { canHelpLead: eitherOr(help, 'on', 'off') }),
  } as Input; // the action reads it strictly
  const result = await sayInterest(request.locals.app.needs(), request.locals.actor, input);
  if (result.ok) redirect(303, next);
  if (result.error.code === 'sign-in-needed') redirect(303, `/sign-in?next=${encodeURIComponent(next)}`);
  throwErrorPage(request, result.error);
}
