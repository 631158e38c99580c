import { doorAddress, doorCode } from '@plenary/domain/check-in/door-code.ts';
import { doorDay } from '@plenary/domain/check-in/presence.ts';
import { eventGrid } from '@plenary/domain/events/event-queries.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import { qrPicture } from '#lib/qr/qr-picture.server.ts';
import { mustHelp } from '#lib/server/event-standing.ts';
import { dateInWords } from '#lib/when.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  await mustHelp(request, event.id);
  const { db, clock, site } = request.locals.app;
  const today = doorDay(timestamp(clock.now()), event.zone);
  const dates = (await eventGrid(db, event.id)).days.map((day) => day.date);
  const all = [...new Set([today, ...dates])].toSorted();
  const asked = request.url.searchParams.get('day') ?? '';
  const day = all.includes(asked) ? asked : today;
  const code = doorCode(site.secret, event.id, day);
  const address = doorAddress(site, event.slug, code);
  return {
    day: dateInWords(day),
    isToday: day === today,
    days: all.map((date) => ({ date, words: dateInWords(date), chosen: date === day })),
    code,
    page: `${site.origin}/${event.slug}/here`,
    address,
    picture: qrPicture(address),
  };
};
