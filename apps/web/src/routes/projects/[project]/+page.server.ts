import type { RequestEvent } from '@sveltejs/kit';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import { outcomesOf } from '@plenary/domain/materials/project-outcomes.ts';
import { endHighlight } from '@plenary/domain/projects/end-highlight.ts';
import { eventsToShowAt, highlightedAt } from '@plenary/domain/projects/highlight-queries.ts';
import { highlightProject } from '@plenary/domain/projects/highlight-project.ts';
import { writesProjects } from '@plenary/domain/projects/project-policy.ts';
import { sessionsAbout, watches } from '@plenary/domain/projects/project-queries.ts';
import { watchProject } from '@plenary/domain/projects/watch-project.ts';
import { workOnProject } from '@plenary/domain/projects/work-on-project.ts';
import { outcomeView } from '#lib/projects/outcome-view.server.ts';
import { projectOf, renderPage } from '#lib/projects/project-page.server.ts';
import { asInput, eitherOr } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { app, actor, account } = request.locals;
  const { body, id, people, ...project } = await projectOf(request);
  const shownAt = await highlightedAt(app.db, id);
  const events = account ? await eventsToShowAt(app.db, actor, timestamp(app.clock.now())) : [];
  return {
    project,
    html: await renderPage(app.db, body, 2),
    peopleNames: people.map((person) => person.name),
    shownAt: shownAt.map((event) => ({ ...event, mayEnd: events.some((one) => one.id === event.eventId) })),
    events,
    sessions: await sessionsAbout(app.db, id),
    outcomes: (await outcomesOf(app.db, id)).map(outcomeView),
    mayWrite: await writesProjects(app.db, actor, id),
    working: people.some((person) => person.id === account?.id),
    watching: account ? await watches(app.db, id, account.id) : false,
    done: DONE.find((one) => request.url.searchParams.has(one)) ?? null,
    formKey: newFormKey(),
  };
};

const DONE = ['saved', 'renamed', 'restored'] as const;

/** What each form of the page needs: which project, what was typed, and who asks. */
async function sent(request: RequestEvent) {
  const { id: projectId } = await projectOf(request);
  const { values, key } = await readForm(request);
  return { projectId, values, needs: request.locals.app.needs(key), actor: request.locals.actor };
}

export const actions: Actions = {
  watch: async (request) => {
    const { projectId, values, needs, actor } = await sent(request);
    const watching = eitherOr(values['watching'], 'true', 'false');
    const result = await watchProject(needs, actor, asInput({ projectId, watching }));
    return result.ok ? { saved: true } : refuse(request, result.error, values);
  },
  work: async (request) => {
    const { projectId, values, needs, actor } = await sent(request);
    const working = eitherOr(values['working'], 'true', 'false');
    const result = await workOnProject(needs, actor, asInput({ projectId, working }));
    return result.ok ? { saved: true } : refuse(request, result.error, values);
  },
  highlight: async (request) => {
    const { projectId, values, needs, actor } = await sent(request);
    const { eventId, note } = values;
    const result = await highlightProject(needs, actor, asInput({ projectId, eventId, note }));
    return result.ok ? { saved: true } : refuse(request, result.error, values);
  },
  endHighlight: async (request) => {
    const { projectId, values, needs, actor } = await sent(request);
    const result = await endHighlight(needs, actor, asInput({ projectId, eventId: values['eventId'] }));
    return result.ok ? { saved: true } : refuse(request, result.error, values);
  },
};
