import type { Generated } from 'kysely';
import type { PageWriters } from '../events/event-tables.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

export interface PageTables {
  /** Free pages of an event: travel, house rules, who brings what. */
  pages: {
    id: Id;
    event_id: Id;
    name: string;
    /** The row of `page_names` that is its present name. */
    name_key: string;
    /** Markdown with `[[links]]` to pages of the event and to projects. */
    body: string;
    /** Written with the body, so that lists need not read it. */
    excerpt: string;
    writers: PageWriters;
    created_at: Timestamp;
    updated_at: Timestamp;
    /** Removed pages keep their texts and names: organisers may bring them back. */
    removed_at: Timestamp | null;
    removed_by: Id | null;
    version: Generated<number>;
  };
  /** Every name a page has had. Each belongs to one page of its event for good. */
  page_names: {
    event_id: Id;
    /** The name as links compare it, see `nameKey`. */
    key: string;
    slug: string;
    page_id: Id;
  };
  /** Every text a page has had, the present one among them. */
  page_revisions: {
    page_id: Id;
    version: number;
    name: string;
    body: string;
    /** What its writer said about the change. */
    summary: string;
    /** The version whose text this one brought back. */
    restored_version: number | null;
    at: Timestamp;
    by_person_id: Id | null;
  };
  page_watchers: {
    page_id: Id;
    person_id: Id;
    since: Timestamp;
    /** The last version they know of: from a mail, or because they began to watch then. */
    told_version: number;
  };
}
