import { myInterest, type MyInterest } from '@plenary/domain/interest/interest-queries.ts';
import { nowState } from '#lib/schedule/schedule-state.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals }) => {
  const { event, standing, may } = await parent();
  const viewerId = may.takePart ? standing.personId : null;
  const said = viewerId ? await myInterest(locals.app.db, event.id, viewerId) : new Map<string, MyInterest>();
  return {
    state: await nowState(locals, event),
    /** What the viewer said of each session, where they want to be there. */
    mine: Object.fromEntries([...said].map(([id, one]) => [id, wish(one)])),
  };
};

function wish({ level, leads }: MyInterest): 'lead' | 'must' | 'want' | undefined {
  if (leads) return 'lead';
  return level === 'must' || level === 'want' ? level : undefined;
}
