import { attendance } from '@plenary/domain/check-in/door-queries.ts';
import { ABSENT, doorDay, isHere } from '@plenary/domain/check-in/presence.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import { mustHelp } from '#lib/server/event-standing.ts';
import { dateInWords } from '#lib/when.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event, may } = await request.parent();
  await mustHelp(request, event.id);
  const { app } = request.locals;
  const now = timestamp(app.clock.now());
  const today = doorDay(now, event.zone);
  const people = await attendance(app.db, event);
  const days = [...new Set([today, ...people.flatMap((one) => [...one.days.keys()])])].toSorted();
  const asked = request.url.searchParams.get('day') ?? '';
  const day = days.includes(asked) ? asked : today;
  const came = people
    .map(({ days: byDay, name, affiliation, food, id }) => {
      return { id, name, affiliation, food, ...(byDay.get(day) ?? ABSENT) };
    })
    .filter((one) => one.arrivedAt !== null);
  const eaters = came.length > 0 ? came : people;
  return {
    now,
    today,
    day,
    days: days.map((date) => ({ date, words: dateInWords(date) })),
    came: came.map(({ id, name, affiliation, arrivedAt, leftAt }) => ({
      id,
      name,
      affiliation,
      arrivedAt,
      leftAt,
    })),
    hereNow: came.filter(isHere).length,
    expected: people.length,
    /** For who orders the food, so for organisers alone: what one eats can tell of faith or illness. */
    food: may.organise ? countFood(eaters.map((one) => one.food)) : [],
  };
};

/** The same words in other letters are the same food; most wanted first. */
function countFood(said: readonly string[]): { food: string; count: number }[] {
  const groups = Map.groupBy(
    said.filter((food) => food !== ''),
    (food) => food.toLowerCase(),
  );
  return [...groups.values()]
    .map((list) => ({ food: list[0] ?? '', count: list.length }))
    .toSorted((a, b) => b.count - a.count || a.food.localeCompare(b.food));
}
