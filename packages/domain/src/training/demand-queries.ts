import type { Db } from '../database/db.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { foldedName } from '../text/fold.ts';

/** What one person said about a future class. */
export interface ClassInterest {
  readonly place: string;
  /** `2026-05`; empty: any. */
  readonly month: string;
  /** BCP 47; empty: any. */
  readonly language: string;
  readonly background: string;
}

/** How many said the same, the most frequent first. */
export interface Count {
  readonly value: string;
  readonly count: number;
}

/** One place with those who would come there. For organisers. */
export interface PlaceDemand {
  /** As the first person wrote it. */
  readonly place: string;
  readonly count: number;
  readonly months: readonly Count[];
  readonly languages: readonly Count[];
  readonly people: readonly InterestedPerson[];
}

export interface InterestedPerson extends ClassInterest {
  readonly name: string;
  readonly registeredAt: Timestamp;
}

/** What a person said; undefined when nothing. */
export function ownInterest(db: Db, courseId: Id, personId: Id): Promise<ClassInterest | undefined> {
  return db
    .selectFrom('class_interests')
    .select(['place', 'month', 'language', 'background'])
    .where('course_id', '=', courseId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
}

/** How many would come to a future class: the number that everybody may see. */
export async function interestedPeople(db: Db, courseId: Id): Promise<number> {
  const { count } = await db
    .selectFrom('class_interests')
    .select((r) => r.fn.countAll<number | string>().as('count'))
    .where('course_id', '=', courseId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Where a course is wanted: by place, the largest first, with months, languages and who it is. One statement. */
export async function demandFor(db: Db, courseId: Id): Promise<PlaceDemand[]> {
  const rows = await db
    .selectFrom('class_interests')
    .innerJoin('people', 'people.id', 'class_interests.person_id')
    .select(['people.name', 'place', 'month', 'language', 'background', 'registered_at as registeredAt'])
    .where('course_id', '=', courseId)
    .orderBy('registered_at')
    .orderBy('people.id')
    .execute();
  const places = Map.groupBy(rows, (row) => foldedName(row.place) || row.place);
  return [...places.values()]
    .map((people) => ({
      place: people[0]?.place ?? '',
      count: people.length,
      months: counts(people.map((person) => person.month)),
      languages: counts(people.map((person) => person.language)),
      people,
    }))
    .toSorted((a, b) => b.count - a.count || a.place.localeCompare(b.place, 'en'));
}

function counts(values: readonly string[]): Count[] {
  return [...Map.groupBy(values, (value) => value)]
    .map(([value, same]) => ({ value, count: same.length }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
