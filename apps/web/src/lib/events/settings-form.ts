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

/** The rows of one list of organisations, `hosts.0.name` and `hosts.0.url`; a row without a name is left out. */
export function organisationRows(
  values: Readonly<Record<string, string>>,
  list: 'hosts' | 'sponsors',
): { name: string; url: string }[] {
  const rows: { name: string; url: string }[] = [];
  for (let n = 0; values[`${list}.${n}.name`] !== undefined; n++) {
    const [name = '', url = ''] = [values[`${list}.${n}.name`], values[`${list}.${n}.url`]];
    if (name.trim()) rows.push({ name, url });
  }
  return rows;
}
