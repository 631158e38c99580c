import { chartBlock } from '../text/chart.ts';
import { escapeMarkdown, linkTarget } from '../text/escape-markdown.ts';
import { dates, organisationsInWords, section, WORDS, type Drafted } from './draft-announcement.ts';
import { datesInWords, dayInWords, numberInWords, timeInWords, type DraftLocale } from './draft-words.ts';
import type { HeldSession, LeftMaterial, ReportFacts } from './event-facts.ts';
import { BODY_LENGTH } from './post.ts';

const HOUR_MS = 3_600_000;
const DAYS_OF_WEEK = 7;
const MOST_WEEKS = 52;

/** The report of an event from what happened and what is public of it, to be edited by whoever publishes it. */
export function draftReport(facts: ReportFacts, locale: DraftLocale): Drafted {
  const { event } = facts;
  const words = WORDS[locale];
  const sections = [
    words.lead({
      event: escapeMarkdown(event.name),
      dates: dates(facts, locale),
      where: escapeMarkdown(event.venueName),
      came: facts.people.came,
      sessions: facts.sessions.length,
    }),
    section(words.numbers, numbers(facts, locale)),
    section(words.requestsByWeek, requestsByWeek(facts, locale)),
    section(words.byTopic, topics(facts, locale)),
    section(words.sessions, sessions(facts, locale)),
    section(words.moreMaterials, list(facts.materials.map((one) => materialLink(facts, one, locale)))),
    section(words.decisions, decisions(facts)),
    section(words.tasks, tasks(facts, locale)),
    section(words.thanks, thanks(facts, locale)),
  ];
  return {
    title: words.reportTitle(event.name),
    body: fitting(sections),
    tags: ['report', event.kind, ...event.topics],
  };
}

/** What nobody counted is left out, rather than told as nothing. */
function numbers(facts: ReportFacts, locale: DraftLocale): string {
  const words = WORDS[locale];
  const { people, proposed, sessions: held } = facts;
  const counted: readonly (readonly [string, number])[] = [
    [words.asked, people.asked],
    [words.confirmed, people.confirmed],
    [words.came, people.came],
    [words.proposed, proposed],
    [words.held, held.length],
    [words.hours, hoursOf(held)],
    [words.notes, held.filter((session) => session.hasNotes).length],
    [words.materials, facts.materials.length + held.flatMap((session) => session.materials).length],
    [words.decisions, facts.decisions.length],
    [words.tasks, facts.tasks.length],
  ];
  const rows = counted.filter(([, count]) => count > 0);
  return table(
    [words.counted, words.howMany],
    rows.map(([name, count]) => [name, numberInWords(locale, count)]),
  );
}

/** How requests came in, week by week from Monday, the quiet ones too; nothing where all came in one week or over years. */
function requestsByWeek({ event, people }: ReportFacts, locale: DraftLocale): string {
  const words = WORDS[locale];
  const mondays = people.askedAt.map((at) => {
    const day = Temporal.Instant.from(at).toZonedDateTimeISO(event.zone).toPlainDate();
    return day.subtract({ days: day.dayOfWeek - 1 });
  });
  const [first, last] = [mondays[0], mondays.at(-1)];
  const weeks = first && last ? first.until(last).days / DAYS_OF_WEEK + 1 : 0;
  if (!first || weeks < 2 || weeks > MOST_WEEKS) return '';
  const counts = Map.groupBy(mondays, String);
  const rows = Array.from({ length: weeks }, (_, week) => {
    const monday = first.add({ weeks: week }).toString();
    return [datesInWords(locale, monday, monday), numberInWords(locale, counts.get(monday)?.length ?? 0)];
  });
  return chartBlock([words.weekFrom, words.requests], rows);
}

/** How the sessions spread over topics, most hours first; nothing when nobody named any. */
function topics({ sessions: held }: ReportFacts, locale: DraftLocale): string {
  const words = WORDS[locale];
  const byTopic = Map.groupBy(held, (session) => session.topic);
  if ([...byTopic.keys()].every((topic) => topic === '')) return '';
  const rows = [...byTopic]
    .map(([topic, of]) => ({ topic, count: of.length, hours: hoursOf(of) }))
    .toSorted(
      (a, b) =>
        Number(a.topic === '') - Number(b.topic === '') ||
        b.hours - a.hours ||
        b.count - a.count ||
        a.topic.localeCompare(b.topic, locale),
    )
    .map(({ topic, count, hours }) => [
      topic === '' ? words.noTopic : topic,
      ...[count, hours].map((number) => numberInWords(locale, number)),
    ]);
  return chartBlock([words.topic, words.sessions, words.hours], rows);
}

function sessions(facts: ReportFacts, locale: DraftLocale): string {
  const { zone } = facts.event;
  const dayOf = (session: HeldSession) =>
    Temporal.Instant.from(session.startsAt).toZonedDateTimeISO(zone).toPlainDate().toString();
  return [...Map.groupBy(facts.sessions, dayOf)]
    .map(([day, of]) =>
      [`### ${dayInWords(locale, day)}`, list(of.map((one) => sessionLine(facts, one, locale)))].join('\n\n'),
    )
    .join('\n\n');
}

function sessionLine(facts: ReportFacts, session: HeldSession, locale: DraftLocale): string {
  const words = WORDS[locale];
  const { event } = facts;
  const start = timeInWords(locale, event.zone, session.startsAt);
  const about = [
    session.leads.map(escapeMarkdown).join(', '),
    words.area(escapeMarkdown(session.areaLabel)),
    session.heads === null ? '' : words.heads(session.heads),
    session.hasNotes ? `[${words.notesLink}](/${event.slug}/sessions/${session.id}/notes)` : '',
    ...session.materials.map((one) => materialLink(facts, one, locale)),
  ];
  return `${start} **${sessionLink(facts, session.id, session.headline)}** – ${about.filter(Boolean).join('; ')}`;
}

function decisions(facts: ReportFacts): string {
  return [...Map.groupBy(facts.decisions, (decision) => decision.sessionId)]
    .map(([sessionId, of]) => {
      const session = sessionLink(facts, sessionId, of[0]?.headline ?? '');
      return [`- ${session}`, ...of.map(({ text }) => `  - ${text}`)].join('\n');
    })
    .join('\n');
}

function tasks(facts: ReportFacts, locale: DraftLocale): string {
  const words = WORDS[locale];
  return list(
    facts.tasks.map(({ sessionId, headline, what, ownerName, due, done }) => {
      const about = [
        ownerName && words.owned(escapeMarkdown(ownerName)),
        due && words.due(datesInWords(locale, due, due)),
        sessionLink(facts, sessionId, headline),
      ];
      return `${done ? '☑' : '☐'} ${what} – ${about.filter(Boolean).join(', ')}`;
    }),
  );
}

function thanks({ organisations }: ReportFacts, locale: DraftLocale): string {
  const words = WORDS[locale];
  const [hosts, sponsors] = (['host', 'sponsor'] as const).map((role) =>
    organisationsInWords(organisations, role, locale),
  );
  return [hosts && words.thankHosts(hosts), sponsors && words.thankSponsors(sponsors), words.thankAll]
    .filter(Boolean)
    .join(' ');
}

function sessionLink({ event }: ReportFacts, sessionId: string, headline: string): string {
  return `[${escapeMarkdown(headline)}](/${event.slug}/sessions/${sessionId})`;
}

function materialLink({ event }: ReportFacts, { id, kind, title, link }: LeftMaterial, locale: DraftLocale) {
  const to = link ? linkTarget(link) : `/${event.slug}/materials#${id}`;
  return `[${escapeMarkdown(title)}](${to}) (${WORDS[locale].materialKind[kind]})`;
}

function hoursOf(held: readonly HeldSession[]): number {
  return held.reduce(
    (sum, { startsAt, endsAt }) => sum + (Date.parse(endsAt) - Date.parse(startsAt)) / HOUR_MS,
    0,
  );
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/** A table in which every column but the first holds numbers. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '--:'))), ...rows.map(line)].join(
    '\n',
  );
}

/** The parts of a text; where they are more than a post may hold, without the longest ones. */
function fitting(parts: readonly string[]): string {
  let kept = parts.filter(Boolean);
  while (kept.join('\n\n').length > BODY_LENGTH) {
    const longest = kept.reduce((one, other) => (other.length > one.length ? other : one));
    kept = kept.filter((part) => part !== longest);
  }
  return kept.join('\n\n');
}
