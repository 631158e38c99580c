import { myInterest } from '@plenary/domain/interest/interest-queries.ts';
import { scheduleState } from '#lib/schedule/schedule-state.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { event, standing, may } = await parent();
  const viewerId = may.takePart ? standing.personId : null;
  const filter = {
    topic: url.searchParams.get('topic') ?? '',
    mine: viewerId !== null && url.searchParams.get('mine') === '1',
  };
  return {
    state: await scheduleState(locals, event),
    filter,
    /** Sessions that the viewer leads or wants to be in, where only those are asked for. */
    own: viewerId !== null && filter.mine ? await ownSessions(viewerId) : [],
    mayFilterMine: viewerId !== null,
  };

  async function ownSessions(personId: string): Promise<string[]> {
    const said = await myInterest(locals.app.db, event.id, personId);
    const chosen = [...said].filter(([, one]) => one.leads || one.level === 'must' || one.level === 'want');
    return chosen.map(([sessionId]) => sessionId);
  }
};
