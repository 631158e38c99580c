import { attendance } from '@plenary/domain/check-in/door-queries.ts';
import { localTimeOf } from '@plenary/domain/events/slot-times.ts';
import { organises } from '@plenary/domain/standing/standing.ts';
import { writeCsv } from '@plenary/domain/text/csv.ts';
import { STATE_WORDS } from '#lib/invitations/invitation-words.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { mustHelp } from '#lib/server/event-standing.ts';
import type { RequestHandler } from './$types';

/** Everybody with a place, and when they came and left, by day and on the event's clock. */
export const GET: RequestHandler = async (request) => {
  const event = await eventOf(request);
  const withFood = organises(await mustHelp(request, event.id));
  const people = await attendance(request.locals.app.db, event);
  const days = [...new Set(people.flatMap((one) => [...one.days.keys()]))].toSorted();
  const time = (at: string | null | undefined) => (at ? localTimeOf(at, event.zone).time : '');
  const yes = (is: boolean) => (is ? m.check_in_yes() : '');
  const head = [
    m.check_in_search(),
    m.check_in_organisation(),
    m.check_in_state(),
    m.check_in_newcomer(),
    m.check_in_walked_in(),
    ...(withFood ? [m.check_in_food()] : []),
    ...days.flatMap((day) => [`${day} ${m.check_in_arrived()}`, `${day} ${m.check_in_gone()}`]),
  ];
  const rows = people.map((one) => [
    one.name,
    one.affiliation,
    STATE_WORDS[one.state](),
    yes(one.newcomer),
    yes(one.walkedIn),
    ...(withFood ? [one.food] : []),
    ...days.flatMap((day) => [time(one.days.get(day)?.arrivedAt), time(one.days.get(day)?.leftAt)]),
  ]);
  // With its mark, spreadsheets read the letters as what they are.
  return new Response(`\uFEFF${writeCsv([head, ...rows])}`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${event.slug}-check-in.csv"`,
    },
  });
};
