import { sql } from 'kysely';
import type { Db } from '../database/db.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { searchWords } from '../text/fold.ts';
import { normaliseTags } from '../text/tags.ts';
import { byGivenNames, keysOf, type NamedPage } from '../wiki/named-page.ts';

/** A project in a list. */
export interface ProjectSummary {
  readonly id: Id;
  readonly slug: string;
  readonly name: string;
  readonly excerpt: string;
  readonly skills: readonly string[];
  readonly updatedAt: Timestamp;
}

export interface Project extends ProjectSummary {
  readonly body: string;
  readonly code: string;
  readonly version: number;
  readonly people: readonly { readonly id: Id; readonly name: string }[];
}

export interface ProjectFilter {
  /** Words that name, skills or text must all contain. */
  readonly search?: string;
  readonly skill?: string;
  /** From 1. */
  readonly page?: number;
  readonly perPage?: number;
}

const PER_PAGE = 30;
const MOST_WORDS = 12;

/** Projects, the one changed last first. Three statements, whatever the filter. */
export async function listProjects(
  db: Db,
  filter: ProjectFilter = {},
): Promise<{ projects: ProjectSummary[]; count: number }> {
  const { search = '', skill, page = 1, perPage = PER_PAGE } = filter;
  let wanted = summaryRows(db);
  for (const word of searchWords(search.replaceAll('\u0000', ' ')).slice(0, MOST_WORDS))
    wanted = wanted.where(
      sql<boolean>`search_text like ${`%${word.replaceAll(/[\\%_]/g, '\\$&')}%`} escape '\\'`,
    );
  if (skill !== undefined) wanted = wanted.where('projects.id', 'in', wanting(db, skill));
  const { count } = await wanted
    .clearSelect()
    .select((p) => p.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await wanted
    .orderBy('updated_at', 'desc')
    .orderBy('projects.id', 'desc')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute();
  return { projects: await withSkills(db, rows), count };
}

/** A project by its address, and `movedTo` when that is one of its earlier ones. Three statements. */
export async function findProject(
  db: Db,
  slug: string,
): Promise<(Project & { readonly movedTo: string | null }) | undefined> {
  if (!/^[a-z0-9-]+$/.test(slug)) return undefined;
  const row = await summaryRows(db)
    .innerJoin('project_names as asked', 'asked.project_id', 'projects.id')
    .select(['body', 'code', 'projects.version'])
    .where('asked.slug', '=', slug)
    .executeTakeFirst();
  if (!row) return undefined;
  const [summary] = await withSkills(db, [row]);
  if (!summary) return undefined;
  const people = await db
    .selectFrom('project_people')
    .innerJoin('people', 'people.id', 'person_id')
    .select(['people.id', 'people.name'])
    .where('project_id', '=', row.id)
    .orderBy('since')
    .orderBy('people.id')
    .execute();
  const { body, code, version } = row;
  return { ...summary, body, code, version, people, movedTo: row.slug === slug ? null : row.slug };
}

/** Whether somebody watches a project, which nobody else is told. */
export async function watches(db: Db, projectId: Id, personId: Id): Promise<boolean> {
  const row = await db
    .selectFrom('project_watchers')
    .select('since')
    .where('project_id', '=', projectId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

/** All skills that are wanted with how often, by name. */
export function wantedSkills(db: Db): Promise<{ skill: string; count: number }[]> {
  return db
    .selectFrom('project_skills')
    .select((s) => ['skill', s.fn.countAll<number>().as('count')])
    .groupBy('skill')
    .orderBy('skill')
    .execute();
}

/** The projects that have, or had, these names, by the names as given. One statement. */
export async function pagesNamed(db: Db, names: readonly string[]): Promise<Map<string, NamedPage>> {
  const keys = keysOf(names);
  if (keys.length === 0) return new Map();
  const rows = await db
    .selectFrom('project_names as named')
    .innerJoin('projects', 'projects.id', 'named.project_id')
    .innerJoin('project_names as present', 'present.key', 'projects.name_key')
    .select(['named.key', 'present.slug', 'projects.name'])
    .where('named.key', 'in', keys)
    .execute();
  return byGivenNames(names, rows);
}

/** The project a session was proposed from. */
export function projectOfSession(db: Db, sessionId: Id): Promise<NamedPage | undefined> {
  return db
    .selectFrom('sessions')
    .innerJoin('projects', 'projects.id', 'sessions.project_id')
    .innerJoin('project_names', 'project_names.key', 'projects.name_key')
    .select(['slug', 'projects.name'])
    .where('sessions.id', '=', sessionId)
    .executeTakeFirst();
}

export interface ProjectSession {
  readonly id: Id;
  readonly headline: string;
  readonly event: { readonly slug: string; readonly name: string };
}

/** Sessions about a project that still stand, of all announced events, the newest event first. */
export async function sessionsAbout(db: Db, projectId: Id): Promise<ProjectSession[]> {
  const rows = await db
    .selectFrom('sessions')
    .innerJoin('events', 'events.id', 'sessions.event_id')
    .select(['sessions.id', 'headline', 'events.slug', 'events.name'])
    .where('project_id', '=', projectId)
    .where('withdrawn_at', 'is', null)
    .where('merged_into', 'is', null)
    .where('announced_at', 'is not', null)
    .orderBy('events.id', 'desc')
    .orderBy('sessions.id')
    .execute();
  return rows.map(({ id, headline, slug, name }) => ({ id, headline, event: { slug, name } }));
}

/** The ids of projects that want a skill, however it is written. */
export function wanting(db: Db, skill: string) {
  return db
    .selectFrom('project_skills')
    .select('project_id')
    .where('skill', '=', normaliseTags([skill])[0] ?? '');
}

/** Rows of {@link withSkills}; more may be joined. */
export function summaryRows(db: Db) {
  return db
    .selectFrom('projects')
    .innerJoin('project_names', 'project_names.key', 'projects.name_key')
    .select(['projects.id', 'project_names.slug', 'projects.name', 'excerpt', 'updated_at']);
}

type Row = Awaited<ReturnType<ReturnType<typeof summaryRows>['execute']>>[number];

export async function withSkills(db: Db, rows: readonly Row[]): Promise<ProjectSummary[]> {
  const ids = rows.map((row) => row.id);
  const skills =
    ids.length === 0
      ? []
      : await db
          .selectFrom('project_skills')
          .select(['project_id', 'skill'])
          .where('project_id', 'in', ids)
          .orderBy('skill')
          .execute();
  const byProject = Map.groupBy(skills, (row) => row.project_id);
  return rows.map(({ id, slug, name, excerpt, updated_at: updatedAt }) => ({
    ...{ id, slug, name, excerpt, updatedAt },
    skills: (byProject.get(id) ?? []).map((row) => row.skill),
  }));
}
