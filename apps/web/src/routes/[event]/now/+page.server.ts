import { myInterest, type MyInterest } from '@plenary/domain/interest/interest-queries.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals }) => {
  const { event, standing, may } = await parent();
  const { db, clock, schedules } = locals.app;
  const { release, slots, areas, sessions } = await schedules.of(db, event.id);
  const viewerId = may.takePart ? standing.personId : null;
  const said = viewerId ? await myInterest(db, event.id, viewerId) : new Map<string, MyInterest>();
  return {
    now: timestamp(clock.now()),
    released: release !== null,
    schedule: { slots, areas, sessions },
    /** What the viewer said of each session, where they want to be there. */
    mine: Object.fromEntries([...said].map(([id, one]) => [id, wish(one)])),
  };
};

function wish({ level, leads }: MyInterest): 'lead' | 'must' | 'want' | undefined {
  if (leads) return 'lead';
  return level === 'must' || level === 'want' ? level : undefined;
}
