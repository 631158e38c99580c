import type { RequestEvent } from '@sveltejs/kit';
import type { Event } from '@plenary/domain/events/event.ts';
import { later, timestamp } from '@plenary/domain/kernel/clock.ts';
import { readRooms } from '@plenary/domain/rooms/room-queries.ts';
import { GATHERING } from '@plenary/domain/rooms/room-status.ts';
import { sayRoomStatus } from '@plenary/domain/rooms/say-room-status.ts';
import { saySessionEnd } from '@plenary/domain/rooms/say-session-end.ts';
import { LONGER, LONGEST } from '@plenary/domain/rooms/session-end.ts';
import { m } from '#lib/paraglide/messages.js';
import { asInput } from '#lib/server/form-input.ts';
import { readForm, refuse } from '#lib/server/form.ts';
import { eventIdOf } from '#lib/events/event-of.server.ts';
import { timeIn } from '#lib/when.ts';

type Place = { readonly startsAt: string; readonly endsAt: string; readonly areaId: string };

/** What a session's page says of its area while it runs, or people gather for it; null before and after. */
export async function atTheDoor(
  locals: App.Locals,
  event: Event,
  session: { readonly id: string; readonly place: Place | null; readonly maySay: boolean },
) {
  const { place, maySay } = session;
  const { db, clock, schedules } = locals.app;
  const now = timestamp(clock.now());
  if (!place || place.startsAt > later(now, GATHERING)) return null;
  const { statuses, ends } = await readRooms(db, event.id, now);
  const end = ends.find((one) => one.sessionId === session.id && one.startsAt === place.startsAt);
  const endsAt = end?.endsAt ?? place.endsAt;
  if (place.endsAt <= now && endsAt <= now) return null;
  const said = statuses.find((one) => one.areaId === place.areaId);
  if (!maySay && !said && !end) return null;
  const began = place.startsAt <= now;
  const mayLonger = began && now < endsAt && later(endsAt, LONGER) <= later(place.endsAt, LONGEST);
  const { sessions } = await schedules.of(db, event.id);
  const next = sessions
    .filter((one) => one.areaId === place.areaId && one.startsAt >= place.endsAt && !one.cancelled)
    .find((one) => one.startsAt < later(endsAt, LONGER));
  return {
    areaId: place.areaId,
    maySay,
    said: said ? { status: said.status, saidAt: said.saidAt } : null,
    ending: end ? endInWords(end, event.zone) : null,
    ends: [
      ...(began && now < endsAt ? [{ value: 'now', label: m.rooms_end_now() }] : []),
      ...(mayLonger ? [{ value: 'longer', label: m.rooms_end_longer({ count: LONGER.minutes }) }] : []),
      ...(end && now < place.endsAt
        ? [{ value: 'planned', label: m.rooms_end_planned({ time: timeIn(event.zone, place.endsAt) }) }]
        : []),
    ],
    waits:
      mayLonger && next
        ? m.rooms_waits({ headline: next.headline, time: timeIn(event.zone, next.startsAt) })
        : null,
  };
}

export type AtTheDoor = NonNullable<Awaited<ReturnType<typeof atTheDoor>>>;

function endInWords({ endsAt, plannedEnd }: { endsAt: string; plannedEnd: string }, zone: string): string {
  const time = timeIn(zone, endsAt);
  return endsAt < plannedEnd ? m.rooms_ended({ time }) : m.rooms_longer({ time });
}

type SessionRequest = RequestEvent<{ event: string; session: string }>;

export async function sayRoom(request: SessionRequest) {
  const { values, key } = await readForm(request);
  const eventId = await eventIdOf(request);
  const { app, actor } = request.locals;
  const { areaId, status } = values;
  const result = await sayRoomStatus(app.needs(key), actor, asInput({ eventId, areaId, status }));
  return result.ok ? { said: true } : refuse(request, result.error, values);
}

export async function sayEnd(request: SessionRequest) {
  const { values, key } = await readForm(request);
  const eventId = await eventIdOf(request);
  const { app, actor } = request.locals;
  const input = { eventId, sessionId: request.params.session, end: values['end'] };
  const result = await saySessionEnd(app.needs(key), actor, asInput(input));
  return result.ok ? { said: true } : refuse(request, result.error, values);
}
