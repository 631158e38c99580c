import type { Id } from '@plenary/domain/kernel/ids.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import { myInterest } from '@plenary/domain/interest/interest-queries.ts';
import { scheduleDays } from '#lib/schedule/schedule-days.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { event, standing, may } = await parent();
  const { db, clock, schedules } = locals.app;
  const schedule = await schedules.of(db, event.id);
  const viewerId = may.takePart ? standing.personId : null;
  const filter = {
    topic: url.searchParams.get('topic') ?? '',
    mine: viewerId !== null && url.searchParams.get('mine') === '1',
  };
  const own = viewerId && schedule.release ? await ownSessions(viewerId) : new Set<Id>();
  return {
    now: timestamp(clock.now()),
    release: schedule.release,
    grid: scheduleDays(
      schedule,
      event.zone,
      (session) =>
        (filter.topic === '' || session.topic === filter.topic) && (!filter.mine || own.has(session.id)),
    ),
    topics: [...new Set(schedule.sessions.map((session) => session.topic))].filter(Boolean).toSorted(),
    filter,
    mayFilterMine: viewerId !== null,
  };

  async function ownSessions(personId: Id): Promise<Set<Id>> {
    const said = await myInterest(db, event.id, personId);
    const chosen = [...said].filter(([, one]) => one.leads || one.level === 'must' || one.level === 'want');
    return new Set(chosen.map(([sessionId]) => sessionId));
  }
};
