import type { Insertable } from 'kysely';
import { z } from 'zod';
import { excerptOf } from '../wiki/page-text.ts';
import type { PageTables } from './page-tables.ts';

export const pageWriters = z.enum(['attendees', 'organisers']);

/** The text of a page at one moment, as its revisions keep it. */
export interface PageText {
  readonly name: string;
  readonly body: string;
}

/** The columns that follow from a text. */
export function columnsOf({ name, body }: PageText) {
  return { name, body, excerpt: excerptOf(body) } satisfies Partial<Insertable<PageTables['pages']>>;
}
