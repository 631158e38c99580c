import { json, type RequestEvent } from '@sveltejs/kit';
import { checkIn } from '@plenary/domain/check-in/check-in.ts';
import { signInNeeded, type DomainError } from '@plenary/domain/kernel/errors.ts';
import { STATUS_OF } from '@plenary/api/error-status.ts';
import { doorState } from '#lib/check-in/door-state.server.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import { mustHelp } from '#lib/server/event-standing.ts';
import { asInput } from '#lib/server/form-input.ts';
import { sentenceFor } from '#lib/server/words.ts';
import type { RequestHandler } from './$types';

/** The list as it stands, for a helper's device. */
export const GET: RequestHandler = async (request) => {
  const event = await eventOf(request);
  await mustHelp(request, event.id);
  return json({ answers: [], list: await doorState(request.locals.app, event) });
};

/** What a device has kept, and the list after it. */
export const POST: RequestHandler = async (request: RequestEvent<{ event: string }>) => {
  const event = await eventOf(request);
  const { account, actor, app } = request.locals;
  const sent: unknown = await request.request.json().catch(() => null);
  const { personId, marks } =
    typeof sent === 'object' && sent !== null ? (sent as Record<string, unknown>) : {};
  // Marks that were kept on a shared device are their own helper's, whoever is signed in by now.
  if (account && personId !== account.id) return refusal(signInNeeded());
  const result = await checkIn(app.needs(), actor, asInput({ eventId: event.id, marks }));
  if (!result.ok) return refusal(result.error);
  return json({ answers: result.value, list: await doorState(app, event) });
};

function refusal(problem: DomainError): Response {
  return json({ code: problem.code, sentence: sentenceFor(problem) }, { status: STATUS_OF[problem.code] });
}
