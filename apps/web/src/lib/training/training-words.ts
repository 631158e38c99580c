import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

/** 1 h 15 min */
export function minutesInWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return m.training_minutes({ minutes });
  return rest === 0 ? m.training_hours({ hours }) : m.training_hours_minutes({ hours, minutes: rest });
}

/** "German", of `de`; any language for none. */
export function languageInWords(language: string): string {
  if (language === '') return m.training_interest_language_any();
  return new Intl.DisplayNames(getLocale(), { type: 'language' }).of(language) ?? language;
}

/** "May 2026", of `2026-05`; any month for none. */
export function monthInWords(month: string): string {
  if (month === '') return m.training_interest_month_any();
  const format = new Intl.DateTimeFormat(getLocale(), { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${month}-15T12:00:00Z`));
}
