import { arrive } from '@plenary/domain/check-in/arrive.ts';
import type { Actor } from '@plenary/domain/kernel/actor.ts';
import { DomainError } from '@plenary/domain/kernel/errors.ts';
import { fail, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { asInput } from './form-input.ts';
import { readForm, refuse } from './form.ts';
import { RateLimit } from './rate-limit.ts';

/** Six characters are a thousand million codes: nobody finds today's in ten tries. */
const PER_PLACE = new RateLimit({ most: 10, withinMs: 600_000 }, 10_000);

/** The form action of somebody who says that they are here, for the invitation of theirs. */
export async function arriveBy(event: RequestEvent, actor: Actor, invitationId: string) {
  const form = await readForm(event);
  const wait = PER_PLACE.take(invitationId);
  if (wait > 0) {
    event.setHeaders({ 'retry-after': String(wait) });
    const tooMany = new DomainError('too-many', 'There were too many tries with this code.');
    const { status, data } = refuse(event, tooMany, form.values);
    const sentence = m.check_in_self_too_many({ minutes: Math.ceil(wait / 60) });
    return fail(status, { refused: { ...data.refused, sentence } });
  }
  const { app } = event.locals;
  const result = await arrive(app.needs(), actor, asInput({ ...form.values, invitationId }));
  return result.ok ? { arrived: result.value.since } : refuse(event, result.error, form.values);
}
