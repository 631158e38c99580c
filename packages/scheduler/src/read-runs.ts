import type { JsonReader } from './json-reader.ts';
import type { Problem, ProblemPerson, ProblemSession } from './problem.ts';

/**
 * Completes sessions that are given again. A run has what it does not say itself from the session of
 * which it is another run: leads, length, needs, topic, and everybody's interest. Runs of a session
 * must not overlap. `given` are the sessions as they stand in the file.
 */
export function completeRuns(reader: JsonReader, problem: Problem, given: readonly unknown[]): Problem {
  if (problem.sessions.every(({ runOf }) => runOf === undefined)) return problem;
  const byId = new Map(problem.sessions.map((session) => [session.id, session]));
  const runs = new Map<string, string[]>();
  problem.sessions.forEach(({ id, runOf }, s) => {
    if (runOf === undefined) return;
    const place = `sessions[${s}].runOf`;
    if (runOf === id) reader.report(place, `"${id}" names itself`);
    else if (byId.get(runOf)?.runOf !== undefined) {
      reader.report(place, `"${runOf}" is itself a run of "${byId.get(runOf)!.runOf}": name that`);
    }
    runs.set(runOf, [...(runs.get(runOf) ?? [runOf]), id]);
  });
  const sessions = problem.sessions.map((session, s): ProblemSession => {
    const siblings = runs.get(session.runOf ?? session.id);
    const first = session.runOf === undefined ? undefined : byId.get(session.runOf);
    if (!siblings) return session;
    const notWith = new Set([...(session.notWith ?? []), ...siblings.filter((id) => id !== session.id)]);
    if (!first) return { ...session, notWith: [...notWith] };
    const own = Object(given[s]) as Readonly<Record<string, unknown>>; // objects only have been read
    if (own['length'] !== undefined && session.length !== first.length) {
      const place = `sessions[${s}].length`;
      reader.report(place, `expected ${first.length} as for "${first.id}", of which it is another run`);
    }
    return {
      ...session,
      leads: own['leads'] === undefined ? first.leads : session.leads,
      length: first.length,
      needs: own['needs'] === undefined ? first.needs : session.needs,
      topic: session.topic ?? first.topic,
      notWith: [...notWith],
    };
  });
  const people = problem.people.map((person, p) => withRuns(reader, person, p, problem.sessions));
  return { ...problem, sessions, people };
}

function withRuns(
  reader: JsonReader,
  person: ProblemPerson,
  p: number,
  sessions: readonly ProblemSession[],
): ProblemPerson {
  const interest = { ...person.interest };
  for (const { id, runOf } of sessions) {
    if (runOf === undefined) continue;
    const weight = person.interest[runOf];
    const own = person.interest[id];
    if (own !== undefined && own !== weight) {
      const place = `people[${p}].interest[${JSON.stringify(id)}]`;
      reader.report(place, `it is another run of "${runOf}": expected the interest in that, or nothing`);
    }
    if (weight !== undefined) interest[id] = weight;
  }
  return { ...person, interest };
}
