import type { RequestEvent } from '@sveltejs/kit';
import { mayCreateEvents } from '@plenary/domain/events/create-event.ts';
import { renderMarkdown } from '@plenary/domain/text/markdown.ts';
import { minutesOf } from '@plenary/domain/training/course.ts';
import { courseFiles } from '@plenary/domain/training/course-file-queries.ts';
import { editionsOf } from '@plenary/domain/training/edition-queries.ts';
import { interestedPeople, ownInterest } from '@plenary/domain/training/demand-queries.ts';
import { moduleMaterials } from '@plenary/domain/training/module-materials.ts';
import { registerInterest } from '@plenary/domain/training/register-interest.ts';
import { withdrawInterest } from '@plenary/domain/training/withdraw-interest.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import { courseFileView } from '#lib/training/course-files.server.ts';
import { courseOf } from '#lib/training/course-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Months that a future class can be wished for. */
const MONTHS = 18;
const LANGUAGES = ['', 'en', 'de', 'es', 'fr', 'it', 'ja', 'ko', 'nl', 'pl', 'pt', 'ru', 'tr', 'uk', 'zh'];
const DONE = ['saved', 'restored'] as const;

export const load: PageServerLoad = async (request) => {
  const { app, actor, account } = request.locals;
  const { id, modules, description, prerequisites, ...course } = await courseOf(request);
  const firstMonth = app.clock.now().toZonedDateTimeISO('UTC').toPlainDate().with({ day: 1 });
  const mayWrite = await mayCreateEvents(app.db, actor);
  const editions = await editionsOf(app.db, actor, id);
  const left = await moduleMaterials(app.db, id);
  const files = (await courseFiles(app.db, id)).map(courseFileView);
  const taught = new Set(modules.map((module) => module.id));
  const mine = (account && (await ownInterest(app.db, id, account.id))) ?? null;
  const months = Array.from({ length: MONTHS }, (_, ahead) =>
    firstMonth.add({ months: ahead }).toString().slice(0, 7),
  );
  return {
    course,
    minutes: minutesOf(modules),
    description: renderMarkdown(description, { firstHeading: 2 }),
    prerequisites: renderMarkdown(prerequisites, { firstHeading: 3 }),
    modules: modules.map(({ id: moduleId, title, minutes, objectives, exercises, description: text }) => ({
      ...{ id: moduleId, title, minutes, objectives, exercises },
      html: renderMarkdown(text, { firstHeading: 3 }),
      materials: left.get(moduleId) ?? [],
      files: files.filter((file) => file.moduleId === moduleId),
    })),
    // Those of a module that is gone are the course's.
    files: files.filter((file) => file.moduleId === null || !taught.has(file.moduleId)),
    mayWrite,
    editions,
    interested: await interestedPeople(app.db, id),
    mine,
    months: [...new Set(['', mine?.month ?? '', ...months])],
    languages: [...new Set([...LANGUAGES, mine?.language ?? ''])],
    done: DONE.find((one) => request.url.searchParams.has(one)) ?? null,
    formKey: newFormKey(),
  };
};

export const actions: Actions = {
  register: async (request) => {
    const { courseId, values, needs, actor } = await sent(request);
    const { place, month, language, background } = values;
    const said: Parameters<typeof registerInterest>[2] = asInput({
      courseId,
      place,
      month,
      language,
      background,
    });
    const result = await registerInterest(needs, actor, said);
    return result.ok ? { registered: true } : refuse(request, result.error, values);
  },
  withdraw: async (request) => {
    const { courseId, values, needs, actor } = await sent(request);
    const result = await withdrawInterest(needs, actor, { courseId });
    return result.ok ? { withdrawn: true } : refuse(request, result.error, values);
  },
};

async function sent(request: RequestEvent) {
  const { id: courseId } = await courseOf(request);
  const { values, key } = await readForm(request);
  return { courseId, values, needs: request.locals.app.needs(key), actor: request.locals.actor };
}
