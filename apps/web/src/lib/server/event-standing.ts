import { organises, standingIn, takesPart, type Standing } from '@plenary/domain/standing/standing.ts';
import { DomainError, notAllowed, signInNeeded } from '@plenary/domain/kernel/errors.ts';
import type { RequestEvent } from '@sveltejs/kit';
import { throwErrorPage } from './form.ts';

type Asked = Pick<RequestEvent, 'url'> & { locals: App.Locals };

/** The viewer's standing in an event, for `load`; an event they may not see is a 404 page. */
export async function standingFor(event: Asked, eventId: string): Promise<Standing> {
  try {
    return await standingIn(event.locals.app.db, event.locals.actor, eventId);
  } catch (problem) {
    if (problem instanceof DomainError) throwErrorPage(event, problem);
    throw problem;
  }
}

/** Shows the error page unless the viewer organises the event. */
export async function mustOrganise(event: Asked, eventId: string): Promise<Standing> {
  return must(event, eventId, organises);
}

/** Shows the error page unless the viewer is invited to the event or organises it. */
export async function mustTakePart(event: Asked, eventId: string): Promise<Standing> {
  return must(event, eventId, takesPart);
}

/** Shows the error page unless the viewer may check people in. */
export async function mustHelp(event: Asked, eventId: string): Promise<Standing> {
  return must(event, eventId, (standing) => organises(standing) || standing.helper);
}

async function must(
  event: Asked,
  eventId: string,
  holds: (standing: Standing) => boolean,
): Promise<Standing> {
  const standing = await standingFor(event, eventId);
  if (holds(standing)) return standing;
  const problem: DomainError = event.locals.account ? notAllowed('') : signInNeeded();
  throwErrorPage(event, problem);
}
