import { sql } from 'kysely';
import type { Db } from '../database/db.ts';
import { searchWords } from '../text/fold.ts';
import { RECORDINGS, type MaterialKind } from './material.ts';
import { materialRows, withFiles, type Material } from './material-queries.ts';

export interface ArchiveFilter {
  readonly eventSlug?: string | undefined;
  readonly kind?: MaterialKind | undefined;
  readonly topic?: string | undefined;
  /** A lead, as the sessions name them. */
  readonly person?: string | undefined;
  /** Of the event's days, `2015`. */
  readonly year?: string | undefined;
  readonly search?: string | undefined;
  /** From 1. */
  readonly page?: number;
  readonly perPage?: number;
}

export interface ArchivePage {
  readonly materials: readonly Material[];
  readonly count: number;
}

const PER_PAGE = 20;

/**
 * What everybody may see, newest first. Words are looked for in titles, descriptions, file names,
 * headlines, what is said in recordings, and in notes that are in the archive. Four statements.
 */
export async function archive(db: Db, filter: ArchiveFilter): Promise<ArchivePage> {
  const { page = 1, perPage = PER_PAGE } = filter;
  const wanted = filtered(db, filter);
  const { count } = await wanted
    .clearSelect()
    .select((w) => w.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await wanted
    .orderBy('attached_at', 'desc')
    .orderBy('materials.id', 'desc')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute();
  return { materials: await withFiles(db, rows), count: Number(count) };
}

/** What the archive can be narrowed to. Three statements. */
export async function archiveChoices(db: Db) {
  const events = await publicRows(db)
    .clearSelect()
    .innerJoin('event_days', 'event_days.event_id', 'events.id')
    .select(['events.slug', 'events.name'])
    .select((e) => e.fn.min<string>('event_days.date').as('date'))
    .groupBy(['events.slug', 'events.name'])
    .execute();
  const topics = await publicRows(db)
    .clearSelect()
    .select('topic')
    .distinct()
    .where('topic', '<>', '')
    .execute();
  const people = await publicRows(db)
    .clearSelect()
    .innerJoin('session_leads', 'session_leads.session_id', 'sessions.id')
    .select('session_leads.name')
    .distinct()
    .execute();
  return {
    events: events.toSorted((a, b) => b.date.localeCompare(a.date)).map(({ slug, name }) => ({ slug, name })),
    years: [...new Set(events.map((event) => event.date.slice(0, 4)))].toSorted().toReversed(),
    topics: topics.map((row) => row.topic ?? '').toSorted((a, b) => a.localeCompare(b, 'en')),
    people: people.map((row) => row.name).toSorted((a, b) => a.localeCompare(b, 'en')),
  };
}

/** Materials that everybody may see. */
export function publicRows(db: Db) {
  return materialRows(db)
    .where('announced_at', 'is not', null)
    .where('hidden_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where((e) =>
      e.or([
        e('materials.kind', 'not in', [...RECORDINGS]),
        e('materials.session_id', 'is', null),
        e('answer', '=', 'yes'),
      ]),
    );
}

function filtered(db: Db, { eventSlug, kind, topic, person, year, search }: ArchiveFilter) {
  let wanted = publicRows(db);
  if (eventSlug) wanted = wanted.where('events.slug', '=', eventSlug);
  if (kind) wanted = wanted.where('materials.kind', '=', kind);
  if (topic) wanted = wanted.where('topic', '=', topic);
  if (person)
    wanted = wanted.where(
      'materials.session_id',
      'in',
      db.selectFrom('session_leads').select('session_id').where('name', '=', person),
    );
  if (year)
    wanted = wanted.where(
      'materials.event_id',
      'in',
      db
        .selectFrom('event_days')
        .select('event_id')
        .where('date', 'like', `${year.replaceAll(/\D/g, '')}-%`),
    );
  for (const word of searchWords(search ?? '')) wanted = wanted.where(contains(db, word));
  return wanted;
}

function contains(db: Db, word: string) {
  const like = `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const inNotes = db
    .selectFrom('notes')
    .select('notes.session_id')
    .where('frozen_at', 'is not', null)
    .where(sql<boolean>`notes.search_text like ${like} escape '\\'`);
  const said = db
    .selectFrom('material_files')
    .select('material_id')
    .where(sql<boolean>`material_files.search_text like ${like} escape '\\'`);
  return sql<boolean>`(materials.search_text like ${like} escape '\\' or lower(sessions.headline) like ${like} escape '\\' or materials.id in ${said} or materials.session_id in ${inNotes})`;
}
