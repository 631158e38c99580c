import { person, type Actor } from '../kernel/actor.ts';
import type { Needs } from '../kernel/action.ts';
import { findPersonByEmail } from '../people/person-queries.ts';
import { sampleEmail } from './sample-people.ts';

/** Somebody of the sample community, to act as. */
export async function sampleActor({ db }: Pick<Needs, 'db'>, name: string): Promise<Actor> {
  const found = await findPersonByEmail(db, sampleEmail(name));
  if (!found) throw new Error(`${name} is not in the sample`);
  return person(found.id);
}
