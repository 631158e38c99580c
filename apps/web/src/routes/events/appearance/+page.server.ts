import { redirect } from '@sveltejs/kit';
import { makeAppearance } from '@plenary/domain/training/make-appearance.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import { mustWriteCourses } from '#lib/training/course-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

const PARTS = [0, 1, 2, 3, 4, 5];

export const load: PageServerLoad = async (request) => {
  await mustWriteCourses(request);
  return { formKey: newFormKey(), zones: Intl.supportedValuesOf('timeZone'), parts: PARTS };
};

export const actions: Actions = {
  make: async (request) => {
    const form = await readForm(request);
    const values = withoutGaps(form.values);
    const { name, conference, link, date, zone, venueName, abstract, topics = '' } = values;
    const { app, actor } = request.locals;
    const result = await makeAppearance(
      app.needs(form.key),
      actor,
      asInput({
        ...{ name, conference, link, date, zone, abstract, topics: named(topics) },
        ...(venueName && { venueName }),
        talks: PARTS.flatMap((part) => {
          const [title, speakers, about] = talkOf(values, part);
          return title || speakers || about ? [{ title, speakers: named(speakers), abstract: about }] : [];
        }),
      }),
    );
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/${result.value.slug}/materials`);
  },
};

type Values = Readonly<Record<string, string>>;

function talkOf(values: Values, part: number) {
  const field = (name: string) => values[`talks.${part}.${name}`]?.trim() ?? '';
  return [field('title'), field('speakers'), field('abstract')] as const;
}

/** Parts that were left empty between others are closed, so that complaints stand beside the right ones. */
function withoutGaps(values: Values): Record<string, string> {
  const rest = Object.entries(values).filter(([name]) => !name.startsWith('talks.'));
  const talks = PARTS.map((part) => talkOf(values, part)).filter((talk) => talk.some(Boolean));
  const numbered = talks.flatMap(([title, speakers, abstract], part) =>
    Object.entries({ title, speakers, abstract }).map(([name, value]) => [`talks.${part}.${name}`, value]),
  );
  return Object.fromEntries([...rest, ...numbered]);
}

function named(names: string): string[] {
  return names
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}
