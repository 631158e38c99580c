import { findEventBySlug } from '@plenary/domain/events/event-queries.ts';
import { changeTemplate } from '@plenary/domain/messages/change-template.ts';
import type { TemplateName } from '@plenary/domain/messages/message.ts';
import { templateInUse } from '@plenary/domain/messages/message-queries.ts';
import { renderMessage } from '@plenary/domain/messages/render-message.ts';
import { placeholdersOf, TEMPLATE_NAMES } from '@plenary/domain/messages/templates.ts';
import { mustOrganise } from '#lib/server/event-standing.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

/** Mails about accounts are the site's, not an event's. */
const OF_EVENTS = TEMPLATE_NAMES.filter((name) => name !== 'sign-in');

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  await mustOrganise(request, event.id);
  const template = OF_EVENTS.find((name) => name === request.url.searchParams.get('template')) ?? 'invited';
  const locale = request.url.searchParams.get('locale') === 'de' ? 'de' : 'en';
  const inUse = await templateInUse(request.locals.app.db, event.id, template, locale);
  return {
    templates: OF_EVENTS,
    template,
    locale,
    inUse,
    placeholders: placeholdersOf(template),
    preview: renderMessage(inUse, exampleParams(template, event.name, request.locals.app.site.origin)),
    formKey: newFormKey(),
  };
};

export const actions: Actions = {
  default: async (request) => {
    const { app, actor } = request.locals;
    const form = await readForm(request);
    const event = await findEventBySlug(app.db, request.params.event);
    const { template = '', locale = '', subject = '', body = '' } = form.values;
    const result = await changeTemplate(app.needs(form.key), actor, {
      eventId: event?.id ?? '',
      template: template as TemplateName, // the action refuses any other
      locale,
      subject,
      body,
    });
    return result.ok ? { saved: true } : refuse(request, result.error, form.values);
  },
};

/** Values for a preview: the placeholder's own name where nothing better is known. */
function exampleParams(template: TemplateName, event: string, origin: string): Record<string, string> {
  const known: Record<string, string> = { event, name: 'Ada', link: `${origin}/…` };
  return Object.fromEntries(placeholdersOf(template).map((name) => [name, known[name] ?? `[${name}]`]));
}
