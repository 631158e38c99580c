import { eventProblem } from '@plenary/domain/schedule/event-problem.ts';
import { peopleServed } from '@plenary/domain/schedule/people-served.ts';
import { sharesOf } from '#lib/schedule/served-shares.ts';
import { mustOrganise } from '#lib/server/event-standing.ts';
import type { PageServerLoad } from './$types';

/** What the draft gives everybody; `?of=proposal` lists those whom the scheduler's proposal serves worst. */
export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  await mustOrganise(request, event.id);
  const { db, solverRuns } = request.locals.app;
  const at = await eventProblem(db, event.id);
  const draft = peopleServed(at, at.placements);
  const state = solverRuns.state(event.id);
  const fits = state?.kind === 'done' && state.draftVersion === at.draftVersion && state.hard === 0;
  const proposal = fits ? peopleServed(at, state.placements) : null;
  const of = proposal && request.url.searchParams.get('of') === 'proposal' ? 'proposal' : 'draft';
  return {
    of,
    shown: of === 'proposal' && proposal ? proposal : draft,
    draft: sharesOf(draft.people),
    proposal: proposal && sharesOf(proposal.people),
  } as const;
};
