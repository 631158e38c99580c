import type { Event } from '@plenary/domain/events/event.ts';

/** How many empty rows a list of organisations ends with, ready to be filled in. */
export const SPARE_ROWS = 2;

/** What the settings form shows: text for every field, as a browser sends it back. */
export function settingsValues(event: Event, local: (at: string | null) => string): Record<string, string> {
  return {
    name: event.name,
    slug: event.slug,
    kind: event.kind,
    summary: event.summary,
    description: event.description,
    audience: event.audience,
    topics: event.topics.join(', '),
    venueName: event.venueName,
    venueAddress: event.venueAddress,
    travel: event.travel,
    zone: event.zone,
    capacity: String(event.capacity),
    invitationsOpenAt: local(event.invitationsOpenAt),
    cutOffAt: local(event.cutOffAt),
    confirmDays: String(event.confirmDays),
    noShowRegulars: String(event.noShowRegulars),
    noShowNewcomers: String(event.noShowNewcomers),
    invitesNextItself: event.invitesNextItself ? 'on' : '',
    reviewsMail: event.reviewsMail ? 'on' : '',
  };
}

/** A submitted settings form as `change-event` takes it. */
export function settingsInput(
  values: Readonly<Record<string, string>>,
  withSlug: boolean,
): Record<string, unknown> {
  const { topics = '', invitationsOpenAt, cutOffAt, invitesNextItself, reviewsMail, slug, ...rest } = values;
  return {
    ...rest,
    ...(withSlug && { slug }),
    topics: topics
      .split(',')
      .map((topic) => topic.trim())
      .filter(Boolean),
    invitationsOpenAt: invitationsOpenAt || null,
    cutOffAt: cutOffAt || null,
    invitesNextItself: invitesNextItself === 'on',
    reviewsMail: reviewsMail === 'on',
  };
}

type OrganisationList = 'hosts' | 'sponsors';

/** The rows of one list of organisations, `hosts.0.name` and `hosts.0.url`; a row with neither is left out. */
export function organisationRows(
  values: Readonly<Record<string, string>>,
  list: OrganisationList,
): { name: string; url: string }[] {
  return filledRows(values, list).map((n) => ({
    name: values[`${list}.${n}.name`] ?? '',
    url: values[`${list}.${n}.url`] ?? '',
  }));
}

/** Sentences about rows as they were sent, put beside the rows of the form: `hosts.0.url` may be its third. */
export function atOrganisationRows(
  fields: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  const placed = Object.entries(fields).map(([path, sentence]) => {
    const [, list, index, part] = /^(hosts|sponsors)\.(\d+)\.(\w+)$/.exec(path) ?? [];
    const row = list && filledRows(values, list as OrganisationList)[Number(index)]; // the pattern has just said so
    return [row === undefined ? path : `${list}.${row}.${part}`, sentence] as const;
  });
  return Object.fromEntries(placed);
}

function filledRows(values: Readonly<Record<string, string>>, list: OrganisationList): number[] {
  const numbers = Object.keys(values).flatMap((name) => {
    const [, of, number] = /^(hosts|sponsors)\.(\d{1,3})\.(name|url)$/.exec(name) ?? [];
    return of === list && values[name]?.trim() ? [Number(number)] : [];
  });
  return [...new Set(numbers)].toSorted((a, b) => a - b);
}
