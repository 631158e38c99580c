import type { Generated } from 'kysely';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import type { MaterialKind } from './material.ts';

export interface MaterialTables {
  materials: {
    id: Id;
    event_id: Id;
    /** null: of the event as a whole. */
    session_id: Id | null;
    kind: MaterialKind;
    title: string;
    description: string;
    /** An SPDX identifier, or the words of whoever made it. */
    licence: string;
    /** BCP 47; empty: not said. */
    language: string;
    /** Of the kind "link"; empty for files. */
    link: string;
    search_text: string;
    attached_at: Timestamp;
    attached_by: Id | null;
    updated_at: Timestamp;
    hidden_at: Timestamp | null;
    hidden_by: Id | null;
    removal_asked_at: Timestamp | null;
    removal_asked_by: Id | null;
    removal_reason: string;
    version: Generated<number>;
  };
  /** The bytes are in the data folder, under their SHA-256. */
  material_files: {
    id: Id;
    material_id: Id;
    sha256: string;
    /** Cleaned; shown and offered, never used as a path. */
    name: string;
    /** By content. */
    type: string;
    /** Bytes. */
    size: number;
    position: number;
    /** What is said, of subtitles; folded. */
    search_text: Generated<string>;
    /** JSON of `Cue[]`: the parts of the recording that it lists; none for other files. */
    chapters: Generated<string>;
    /** Of audio and video; null: not known. */
    duration_seconds: Generated<number | null>;
  };
  /** A file on its way: it has its size reserved in the quota of its event or course, and a hash once it is whole. */
  uploads: {
    id: Id;
    /** One of these two. */
    event_id: Generated<Id | null>;
    course_id: Generated<Id | null>;
    /** null: the product's own. */
    person_id: Id | null;
    name: string;
    size: number;
    began_at: Timestamp;
    sha256: string | null;
    type: string | null;
    /** JSON of `Cue[]`, of subtitles and chapters. */
    cues: Generated<string>;
    duration_seconds: Generated<number | null>;
  };
  /** What a session's leads said about recording it; no row: not asked. */
  recording_consents: { session_id: Id; answer: 'yes' | 'no'; said_at: Timestamp; said_by: Id | null };
}
