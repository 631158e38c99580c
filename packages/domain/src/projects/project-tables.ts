import type { Generated } from 'kysely';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

export interface ProjectTables {
  projects: {
    id: Id;
    name: string;
    /** The row of `project_names` that is its present name. */
    name_key: string;
    /** Markdown with `[[links]]` to other projects. */
    body: string;
    /** Where its code is; may be empty. */
    code: string;
    /** Written with the body, so that lists need not read it. */
    excerpt: string;
    search_text: string;
    created_at: Timestamp;
    updated_at: Timestamp;
    version: Generated<number>;
  };
  /** Every name a project has had. Each belongs to one project for good, so that its links and addresses lead there. */
  project_names: {
    /** The name as links compare it, see `nameKey`. */
    key: string;
    slug: string;
    project_id: Id;
  };
  /** Every text a project has had, the present one among them. */
  project_revisions: {
    project_id: Id;
    version: number;
    name: string;
    body: string;
    code: string;
    /** JSON array. */
    skills: string;
    /** What its writer said about the change. */
    summary: string;
    /** The version whose text this one brought back. */
    restored_version: number | null;
    at: Timestamp;
    by_person_id: Id | null;
  };
  /** Help that is wanted. */
  project_skills: { skill: string; project_id: Id };
  /** Who says that they work on it. */
  project_people: { project_id: Id; person_id: Id; since: Timestamp };
  project_watchers: {
    project_id: Id;
    person_id: Id;
    since: Timestamp;
    /** The last version they know of: from a mail, or because they began to watch then. */
    told_version: number;
  };
  /** What will be shown or worked on at an event. */
  project_highlights: {
    event_id: Id;
    project_id: Id;
    note: string;
    at: Timestamp;
    by_person_id: Id | null;
  };
}
