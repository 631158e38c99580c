import { error } from '@sveltejs/kit';
import { standingAnnouncements } from '@plenary/domain/announcements/announcement-queries.ts';
import { findEventBySlug } from '@plenary/domain/events/event-queries.ts';
import { later, timestamp } from '@plenary/domain/kernel/clock.ts';
import { openPlenary } from '@plenary/domain/plenary/plenary-queries.ts';
import { belongs, organises, takesPart } from '@plenary/domain/standing/standing.ts';
import { findEdition } from '@plenary/domain/training/edition-queries.ts';
import { m } from '#lib/paraglide/messages.js';
import { standingFor } from '#lib/server/event-standing.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (request) => {
  const { db, clock, live } = request.locals.app;
  const event = await findEventBySlug(db, request.params.event);
  if (!event) error(404, m.error_not_found());
  const standing = await standingFor(request, event.id);
  const now = timestamp(clock.now());
  const isOver = event.endsAt !== null && now >= event.endsAt;
  return {
    event,
    standing,
    may: {
      organise: organises(standing),
      takePart: takesPart(standing),
      /** Propose, and say what one wants to hear: while there is something to come. */
      plan: takesPart(standing) && !isOver,
      belong: belongs(standing),
      help: organises(standing) || standing.helper,
    },
    announcements: await standingAnnouncements(db, event.id, now, {
      personId: standing.personId,
      all: organises(standing) || standing.helper,
    }),
    plenaryIsOn: takesPart(standing) && (await openPlenary(db, event.id)) !== undefined,
    isEdition: event.kind === 'training' && (await findEdition(db, event.id)) !== undefined,
    isOver,
    /** From the evening before to its end: then people ask what is on right now. */
    isOn: event.startsAt !== null && !isOver && later(now, { hours: 12 }) > event.startsAt,
    liveFrom: live.newest(),
  };
};
