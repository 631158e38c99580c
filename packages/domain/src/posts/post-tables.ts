import type { Generated } from 'kysely';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import type { PostKind } from './post.ts';

export interface PostTables {
  posts: {
    id: Id;
    /** Its address, /posts/<slug>; never changes once published. */
    slug: string;
    event_id: Id | null;
    kind: PostKind;
    title: string;
    /** Markdown. */
    body: string;
    author_id: Id | null;
    author_name: string;
    /** null: a draft. */
    published_at: Timestamp | null;
    /** When a draft publishes itself. */
    publish_at: Generated<Timestamp | null>;
    /** What it is called in the export it was imported from; each once. */
    imported_as: Generated<string | null>;
    created_at: Timestamp;
    updated_at: Timestamp;
    version: Generated<number>;
    lead_picture_id: Generated<Id | null>;
    /** What it shows; empty: only decoration. */
    lead_alt: Generated<string>;
  };
  /** Paths under which posts were found before they came here. */
  post_addresses: { address: string; post_id: Id };
  post_tags: { tag: string; post_id: Id };
  /** Every text a post has had, the present one among them. */
  post_revisions: {
    post_id: Id;
    version: number;
    title: string;
    body: string;
    /** JSON array. */
    tags: string;
    /** The picture it began with, which may be gone. */
    lead_picture_id: Generated<Id | null>;
    /** null: written before lead pictures were kept here. */
    lead_alt: Generated<string | null>;
    at: Timestamp;
    by_person_id: Id | null;
  };
}
