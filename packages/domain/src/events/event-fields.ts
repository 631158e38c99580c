import { z } from 'zod';
import { type DomainError, wrongField } from '../kernel/errors.ts';
import { line, link, optionalLine, text, wholeNumber, zone } from '../kernel/fields.ts';
import { EVENT_KINDS } from './event.ts';
import { SLUG_MAX, slugFault } from './event-slug.ts';

/** What an organiser writes about an event, as create and change both take it. */
export const eventFields = {
  name: line(120),
  slug: z.string().trim().toLowerCase().min(1).max(SLUG_MAX),
  kind: z.enum(EVENT_KINDS),
  summary: optionalLine(300).removeDefault(),
  description: text(20_000).removeDefault(),
  audience: optionalLine(500).removeDefault(),
  topics: z.array(line(60)).max(20),
  zone,
  venueName: optionalLine(200).removeDefault(),
  venueAddress: optionalLine(500).removeDefault(),
  travel: text(20_000).removeDefault(),
  capacity: wholeNumber(1, 100_000),
  confirmDays: wholeNumber(1, 90),
  invitesNextItself: z.boolean(),
  reviewsMail: z.boolean(),
  noShowRegulars: wholeNumber(0, 100),
  noShowNewcomers: wholeNumber(0, 100),
};

export const organisationFields = z.strictObject({ name: line(120), url: link });

/** Refuses a slug that is malformed or the site's own. */
export function checkSlug(slug: string): void {
  const fault = slugFault(slug);
  if (fault === 'reserved') throw wrongField('slug', fault, `"${slug}" is an address of the site itself.`);
  if (fault)
    throw wrongField('slug', fault, `"${slug}" cannot be part of an address. Try: letters, digits, hyphens.`);
}

export function slugTaken(slug: string): DomainError {
  return wrongField('slug', 'taken', `Another event has the address "${slug}".`);
}
