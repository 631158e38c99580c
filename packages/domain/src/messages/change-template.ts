import { z } from 'zod';
import { requireOrganiser } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { wrongField } from '../kernel/errors.ts';
import { id, line, text } from '../kernel/fields.ts';
import type { TemplateName } from './message.ts';
import { MAIL_LOCALES, placeholdersOf, TEMPLATE_NAMES } from './templates.ts';

/** An organiser gives an event its own words for an occasion; empty subject and body bring the built-in ones back. */
export const changeTemplate = defineAction({
  name: 'change-template',
  input: z.strictObject({
    eventId: id,
    template: z.enum(TEMPLATE_NAMES as [TemplateName, ...TemplateName[]]), // never empty: it lists our own templates
    locale: z.enum(MAIL_LOCALES as [string, ...string[]]), // likewise
    subject: line(200),
    body: text(10_000),
  }),
  allow: async ({ tx, actor, input }) => void (await requireOrganiser(tx, actor, input.eventId)),
  run: async ({ tx, input, record }) => {
    for (const field of ['subject', 'body'] as const)
      refuseUnknownPlaceholders(field, input[field], input.template);
    const { eventId, template, locale, subject, body } = input;
    await tx
      .insertInto('message_templates')
      .values({ event_id: eventId, template, locale, subject, body })
      .onConflict((conflict) =>
        conflict.columns(['event_id', 'template', 'locale']).doUpdateSet({ subject, body }),
      )
      .execute();
    record({ kind: 'template.changed', eventId, subjectId: null, audience: 'organisers' });
    return { template, locale };
  },
});

function refuseUnknownPlaceholders(field: 'subject' | 'body', value: string, template: TemplateName): void {
  const known = placeholdersOf(template);
  const unknown = [...value.matchAll(/\{\{(\w+)\}\}/g)]
    .map((match) => match[1] ?? '')
    .find((name) => !known.includes(name));
  if (unknown) {
    throw wrongField(
      field,
      'not-a-choice',
      `There is no placeholder {{${unknown}}} here. Try one of: ${known.join(', ')}.`,
      {
        choices: known.map((name) => `{{${name}}}`).join(', '),
      },
    );
  }
}
