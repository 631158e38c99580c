import type { RequestEvent } from '@sveltejs/kit';
import { DomainError } from '@plenary/domain/kernel/errors.ts';
import type { Id } from '@plenary/domain/kernel/ids.ts';
import type { LeadPicture } from '@plenary/domain/posts/post-queries.ts';
import { renderMarkdown } from '@plenary/domain/text/markdown.ts';
import { LEAD_FIELDS } from '#lib/pictures/picture-fields.ts';
import { sentPicture } from '#lib/pictures/sent-picture.server.ts';
import { refuse, type ReadForm } from '#lib/server/form.ts';

/** A form's fields as the actions on posts take them; the action reads and checks each. */
export function postInput(values: Readonly<Record<string, string | undefined>>) {
  const { title, body, kind, tags = '' } = values;
  return { title, body, kind, tags: tags.split(',').filter((tag) => tag.trim() !== '') };
}

/**
 * A form's fields about the lead picture. One that comes with the form is kept at once and becomes one of its values,
 * so that nobody has to choose it again after a preview or a refusal.
 */
export async function leadInput(
  locals: App.Locals,
  form: ReadForm,
): Promise<{ leadPicture: Id | null; leadAlt: string; leadDecorative: boolean } | DomainError> {
  const { values } = form;
  if (values['leadRemove'] === 'on') values['leadPicture'] = '';
  try {
    // What it shows is asked for where the post is kept: until then it may be missing.
    const unnamed = values[LEAD_FIELDS.alt]?.trim() ? {} : { [LEAD_FIELDS.decorative]: 'on' };
    const asked = { ...form, values: { ...values, ...unnamed } };
    const sent = await sentPicture(locals, asked, LEAD_FIELDS);
    if (sent) values['leadPicture'] = sent.address;
  } catch (problem) {
    if (problem instanceof DomainError) return problem;
    throw problem;
  }
  const leadPicture = /^\/pictures\/([^-]*)-/.exec(values['leadPicture'] ?? '')?.[1] ?? null;
  return {
    leadPicture: leadPicture ?? (values['leadPicture'] || null), // what is no address is refused as such
    leadAlt: values[LEAD_FIELDS.alt] ?? '',
    leadDecorative: values[LEAD_FIELDS.decorative] === 'on',
  };
}

/** A lead picture as the form's fields have it. */
export function leadValues(lead: LeadPicture | null): Record<string, string> {
  if (!lead) return {};
  return {
    leadPicture: lead.address,
    [LEAD_FIELDS.alt]: lead.alt,
    ...(lead.alt === '' && { [LEAD_FIELDS.decorative]: 'on' }),
  };
}

/** The action `preview`: shows the text as it will look, and everything that was typed. */
export async function previewPost(request: RequestEvent, form: ReadForm) {
  const lead = await leadInput(request.locals, form);
  if (lead instanceof DomainError) return refuse(request, lead, form.values);
  return { preview: renderMarkdown(form.values['body'] ?? ''), values: form.values };
}
