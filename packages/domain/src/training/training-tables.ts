import type { Generated } from 'kysely';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

export interface TrainingTables {
  courses: {
    id: Id;
    /** Its address, /courses/<slug>; never changes. */
    slug: string;
    title: string;
    /** Markdown. */
    description: string;
    audience: string;
    /** Markdown. */
    prerequisites: string;
    licence: string;
    /** JSON array of `CourseModule`, in the order in which they are taught. */
    modules: string;
    created_at: Timestamp;
    updated_at: Timestamp;
    version: Generated<number>;
  };
  course_tags: { tag: string; course_id: Id };
  /** Every text a course has had, the present one among them. */
  course_revisions: {
    course_id: Id;
    version: number;
    /** JSON of a `CourseText`. */
    text: string;
    summary: string;
    /** The version whose text this one brought back. */
    restored_version: number | null;
    at: Timestamp;
    by_person_id: Id | null;
  };
  /** What a course hands to whoever takes it, whenever it is taught; in order. The bytes are under their SHA-256. */
  course_files: {
    id: Id;
    course_id: Id;
    /** null, or a module that is gone: of the course as a whole. */
    module_id: Id | null;
    title: string;
    position: number;
    sha256: string;
    /** Cleaned; shown and offered, never used as a path. */
    name: string;
    /** By content. */
    type: string;
    /** Bytes. */
    size: number;
    attached_at: Timestamp;
    attached_by: Id | null;
  };
  /** Who would come to a future class, and to what kind of one. */
  class_interests: {
    course_id: Id;
    person_id: Id;
    place: string;
    /** `2026-05`; empty: any. */
    month: string;
    /** BCP 47; empty: any. */
    language: string;
    background: string;
    registered_at: Timestamp;
    changed_at: Timestamp;
  };
  /** One time a course is taught: an event of kind training. */
  editions: {
    event_id: Id;
    course_id: Id;
    /** The text of the course that it was made from. */
    course_version: number;
    /** Markdown: what attendees install and bring. */
    preparation: string;
    /** Of the sessions, in per cent: whoever attended as many may have a certificate. */
    certificate_share: Generated<number>;
    /** How many days after the event feedback can be given and changed. */
    feedback_days: Generated<number>;
    /** When those with an interest in the course were told of it. */
    told_at: Timestamp | null;
    made_at: Timestamp;
    made_by: Id | null;
    version: Generated<number>;
  };
  /** A session that was made from a module, with the exercises as they were then. */
  edition_sessions: {
    session_id: Id;
    event_id: Id;
    module_id: Id;
    position: number;
    minutes: number;
    /** JSON array. */
    exercises: string;
  };
  session_attendance: {
    session_id: Id;
    invitation_id: Id;
    way: 'code' | 'list';
    at: Timestamp;
    by_person_id: Id | null;
  };
  exercise_ticks: { session_id: Id; exercise: number; person_id: Id; at: Timestamp };
  /** About a session or about a day. */
  feedback: {
    id: Id;
    event_id: Id;
    session_id: Id | null;
    day_id: Id | null;
    person_id: Id;
    /** 1 to 5. */
    stars: number;
    words: string;
    given_at: Timestamp;
    changed_at: Timestamp;
  };
  certificates: {
    /** Random; who has it can look the certificate up. */
    code: string;
    event_id: Id;
    invitation_id: Id;
    /** As the person wrote it when they asked for a place. */
    name: string;
    attended: number;
    sessions: number;
    issued_at: Timestamp;
    revoked_at: Timestamp | null;
    revoked_by: Id | null;
  };
}
