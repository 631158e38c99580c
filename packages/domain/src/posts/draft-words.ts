import type { MaterialKind } from '../materials/material.ts';

export const DRAFT_LOCALES = ['en', 'de'] as const;
export type DraftLocale = (typeof DRAFT_LOCALES)[number];

/** The sentences of drafted announcements and reports, in one language. Values come as Markdown. */
export interface DraftWords {
  readonly announcementTitle: (event: string, dates: string | null) => string;
  readonly when: string;
  readonly where: string;
  readonly forWhom: string;
  readonly places: string;
  readonly hosts: string;
  readonly sponsors: string;
  readonly what: string;
  readonly days: string;
  readonly day: (date: string, from: string, until: string) => string;
  readonly timesIn: (zone: string) => string;
  readonly howToCome: string;
  readonly notOpen: (page: string) => string;
  readonly opensAt: (moment: string, page: string) => string;
  readonly askUntil: (moment: string, page: string) => string;
  readonly ask: (page: string) => string;
  readonly confirmWithin: (days: number) => string;
  readonly whatToPropose: string;
  readonly propose: (page: string) => string;
  readonly topics: (topics: string) => string;
  readonly gettingThere: string;
  readonly travel: (page: string) => string;
  readonly eventPage: string;
  readonly proposePage: string;
  readonly travelPage: string;

  readonly reportTitle: (event: string) => string;
  readonly lead: (facts: {
    readonly event: string;
    readonly dates: string | null;
    readonly where: string;
    readonly came: number;
    readonly sessions: number;
  }) => string;
  readonly numbers: string;
  readonly counted: string;
  readonly howMany: string;
  readonly asked: string;
  readonly confirmed: string;
  readonly came: string;
  readonly proposed: string;
  readonly held: string;
  readonly hours: string;
  readonly notes: string;
  readonly materials: string;
  readonly decisions: string;
  readonly tasks: string;
  readonly requestsByWeek: string;
  readonly weekFrom: string;
  readonly requests: string;
  readonly byTopic: string;
  readonly topic: string;
  readonly noTopic: string;
  readonly sessions: string;
  readonly heads: (people: number) => string;
  readonly area: (label: string) => string;
  readonly notesLink: string;
  readonly materialKind: Readonly<Record<MaterialKind, string>>;
  readonly moreMaterials: string;
  readonly owned: (owner: string) => string;
  readonly due: (date: string) => string;
  readonly thanks: string;
  readonly thankHosts: (hosts: string) => string;
  readonly thankSponsors: (sponsors: string) => string;
  readonly thankAll: string;
}

export function listInWords(locale: DraftLocale, items: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(items);
}

/** `28–29 April 2026`, of calendar dates. */
export function datesInWords(locale: DraftLocale, first: string, last: string): string {
  const style = format(locale, 'UTC', { day: 'numeric', month: 'long', year: 'numeric' });
  return style.formatRange(new Date(`${first}T12:00:00Z`), new Date(`${last}T12:00:00Z`));
}

/** `Tuesday 28 April 2026`, of a calendar date. */
export function dayInWords(locale: DraftLocale, date: string): string {
  const style = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return format(locale, 'UTC', style).format(new Date(`${date}T12:00:00Z`));
}

/** `12 April 2026 at 23:59 (Asia/Shanghai)`. */
export function momentInWords(locale: DraftLocale, zone: string, instant: string): string {
  const style = {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  } as const;
  return `${format(locale, zone, style).format(new Date(instant))} (${zone})`;
}

/** `09:30`. */
export function timeInWords(locale: DraftLocale, zone: string, instant: string): string {
  return format(locale, zone, { hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
}

/** `39.5`; thousands are not set apart, as charts read it. */
export function numberInWords(locale: DraftLocale, number: number): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 1, useGrouping: false }).format(number);
}

function format(locale: DraftLocale, timeZone: string, style: Intl.DateTimeFormatOptions) {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { ...style, timeZone });
}
