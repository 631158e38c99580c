import type { TemplateName } from './message.ts';
import { english } from './templates-en.ts';
import { german } from './templates-de.ts';

export interface Template {
  readonly subject: string;
  /** Markdown with `{{placeholders}}`. */
  readonly body: string;
}

export type TemplateTexts = Readonly<Record<TemplateName, Template>>;

const TEXTS: Readonly<Record<string, TemplateTexts>> = { en: english, de: german };

export const TEMPLATE_NAMES = Object.keys(english) as TemplateName[]; // the type of `english` has these keys

export const MAIL_LOCALES = Object.keys(TEXTS);

/** The language a person is written to in: theirs when there are templates for it, else English. */
export function mailLocale(locale: string | null): string {
  const language = (locale ?? 'en').split('-')[0] ?? 'en';
  return language in TEXTS ? language : 'en';
}

/** The template as the product brings it; an event's own text, if any, is in `message_templates`. */
export function builtInTemplate(name: TemplateName, locale: string): Template {
  return (TEXTS[locale] ?? english)[name];
}

/** The placeholders a template may use: those its built-in text uses. */
export function placeholdersOf(name: TemplateName): readonly string[] {
  const { subject, body } = english[name];
  return [...new Set([...`${subject}\n${body}`.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? ''))];
}
