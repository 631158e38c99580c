import { comingRelease, listReleases, type ReleaseChange } from '@plenary/domain/schedule/release-changes.ts';
import { releaseRecipients } from '@plenary/domain/schedule/release-recipients.ts';
import { releaseSchedule } from '@plenary/domain/schedule/release-schedule.ts';
import { eventProblem } from '@plenary/domain/schedule/event-problem.ts';
import { fail } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import type { ToldChange } from '#lib/schedule/told-change.ts';
import { mustOrganise } from '#lib/server/event-standing.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  await mustOrganise(request, event.id);
  const { db } = request.locals.app;
  const coming = await comingRelease(db, event.id);
  const { sessions, placements } = await eventProblem(db, event.id);
  return {
    coming: {
      number: coming.number,
      changes: coming.changes.map(told),
      recipients: (await releaseRecipients(db, event.id, coming.changes)).length,
      unplaced: sessions.size - placements.length,
    },
    releases: (await listReleases(db, event.id)).map((release) => ({
      ...release,
      changes: release.changes.map(told),
    })),
    formKey: newFormKey(),
  };
};

function told({ sessionId, headline, change, from, to }: ReleaseChange): ToldChange {
  return { sessionId, headline, change, from, to };
}

export const actions: Actions = {
  default: async (request) => {
    const event = await eventOf(request);
    const { values, key } = await readForm(request);
    const result = await releaseSchedule(request.locals.app.needs(key), request.locals.actor, {
      eventId: event.id,
      number: values['number'],
      note: values['note'] ?? '',
    });
    if (result.ok) {
      const { number, told: count } = result.value;
      return { said: m.schedule_releases_out({ number, count }) };
    }
    const failure = refuse(request, result.error, values);
    if (result.error.code !== 'stale') return failure;
    const { number } = result.error.subject as { number: number }; // release-schedule.ts says which is next
    const sentence = m.schedule_releases_stale({ number: number - 1 });
    return fail(failure.status, { refused: { ...failure.data.refused, sentence } });
  },
};
