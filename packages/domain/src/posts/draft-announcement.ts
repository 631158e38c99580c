import { requestsOf } from '../events/event.ts';
import type { Organisation } from '../events/event-queries.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { escapeMarkdown, linkTarget } from '../text/escape-markdown.ts';
import {
  datesInWords,
  dayInWords,
  listInWords,
  momentInWords,
  timeInWords,
  type DraftLocale,
  type DraftWords,
} from './draft-words.ts';
import { english } from './draft-words-en.ts';
import { german } from './draft-words-de.ts';
import type { AnnouncementFacts } from './event-facts.ts';

export const WORDS: Readonly<Record<DraftLocale, DraftWords>> = { en: english, de: german };

export interface Drafted {
  readonly title: string;
  /** Markdown; links lead to this site by their paths. */
  readonly body: string;
  readonly tags: readonly string[];
}

/** Events whose sessions come from whoever takes part. */
const PROPOSED_BY_ALL: readonly string[] = ['hackathon', 'unconference'];

/** The announcement of an event as its facts are now, to be edited by whoever publishes it. */
export function draftAnnouncement(facts: AnnouncementFacts, locale: DraftLocale, now: Timestamp): Drafted {
  const { event } = facts;
  const words = WORDS[locale];
  const sections = [
    escapeMarkdown(event.summary),
    factList(facts, locale),
    section(words.what, event.description),
    section(words.days, dayList(facts, locale)),
    section(words.howToCome, howToCome(facts, locale, now)),
    section(words.whatToPropose, whatToPropose(facts, locale)),
    section(words.gettingThere, event.travel && words.travel(`[${words.travelPage}](/${event.slug}/travel)`)),
  ];
  return {
    title: words.announcementTitle(event.name, dates(facts, locale)),
    body: sections.filter(Boolean).join('\n\n'),
    tags: [event.kind, ...event.topics],
  };
}

export function dates({ event }: Pick<AnnouncementFacts, 'event'>, locale: DraftLocale): string | null {
  return event.startsOn && event.endsOn ? datesInWords(locale, event.startsOn, event.endsOn) : null;
}

/** A heading with what stands below it; nothing when that is nothing. */
export function section(title: string, body: string): string {
  return body.trim() === '' ? '' : `## ${title}\n\n${body}`;
}

export function organisationsInWords(
  organisations: readonly Organisation[],
  role: Organisation['role'],
  locale: DraftLocale,
): string {
  const names = organisations
    .filter((one) => one.role === role)
    .map(({ name, url }) => (url ? `[${escapeMarkdown(name)}](${linkTarget(url)})` : escapeMarkdown(name)));
  return listInWords(locale, names);
}

function factList(facts: AnnouncementFacts, locale: DraftLocale): string {
  const { event, organisations } = facts;
  const words = WORDS[locale];
  const told: readonly (readonly [string, string])[] = [
    [words.when, dates(facts, locale) ?? ''],
    [words.where, [event.venueName, event.venueAddress].filter(Boolean).map(escapeMarkdown).join(', ')],
    [words.forWhom, escapeMarkdown(event.audience)],
    [words.places, String(event.capacity)],
    [words.hosts, organisationsInWords(organisations, 'host', locale)],
    [words.sponsors, organisationsInWords(organisations, 'sponsor', locale)],
  ];
  return told
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `- **${name}:** ${value}`)
    .join('\n');
}

function dayList({ event, days, slots }: AnnouncementFacts, locale: DraftLocale): string {
  const words = WORDS[locale];
  const lines = days.flatMap((day) => {
    const ofDay = slots.filter((slot) => slot.dayId === day.id);
    const first = ofDay.at(0);
    const end = ofDay
      .map((slot) => slot.endsAt)
      .toSorted()
      .at(-1);
    if (!first || !end) return [];
    const [from, until] = [first.startsAt, end].map((at) => timeInWords(locale, event.zone, at));
    return [`- ${words.day(dayInWords(locale, day.date), from ?? '', until ?? '')}`];
  });
  return lines.length === 0 ? '' : [...lines, '', words.timesIn(event.zone)].join('\n');
}

function howToCome({ event }: AnnouncementFacts, locale: DraftLocale, now: Timestamp): string {
  const words = WORDS[locale];
  const page = `[${words.eventPage}](/${event.slug})`;
  const moment = (at: Timestamp) => momentInWords(locale, event.zone, at);
  const { invitationsOpenAt: opens, cutOffAt: cutOff } = event;
  const confirm = words.confirmWithin(event.confirmDays);
  if (requestsOf(event, now) === 'closed' || (cutOff && cutOff <= now)) return '';
  if (!opens) return words.notOpen(page);
  const ask = cutOff ? words.askUntil(moment(cutOff), page) : words.ask(page);
  return [opens > now ? words.opensAt(moment(opens), page) : ask, confirm].join('\n\n');
}

function whatToPropose({ event }: AnnouncementFacts, locale: DraftLocale): string {
  if (!PROPOSED_BY_ALL.includes(event.kind)) return '';
  const words = WORDS[locale];
  const propose = words.propose(`[${words.proposePage}](/${event.slug}/sessions/new)`);
  const topics = listInWords(locale, event.topics.map(escapeMarkdown));
  return topics ? `${propose}\n\n${words.topics(topics)}` : propose;
}
