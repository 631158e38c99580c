import fc from 'fast-check';
import type { Problem, ProblemSession } from '../src/problem.ts';

/** Something that happens after a release. */
export type Change = (problem: Problem) => Problem;

/** Changes that keep the problem readable: people leave, areas close, sessions come, go, and get rules. */
export function arbitraryChanges(problem: Problem): fc.Arbitrary<readonly Change[]> {
  const { slots, areas, sessions, people } = problem;
  const slot = fc.constantFrom(...slots.map(({ id }) => id));
  const area = fc.constantFrom(...areas.map(({ id }) => id));
  const session = fc.constantFrom(...sessions.map(({ id }) => id));
  const kinds: fc.Arbitrary<Change>[] = [
    fc.tuple(area, slot).map(([id, closed]) => closeArea(id, closed)),
    session.map(withdraw),
    fc.nat(99).map(propose),
    fc.tuple(session, slot).map(([id, kept]) => changeSession(id, { slots: [kept], pin: null })),
    fc.tuple(session, slot, area).map(([id, at, where]) => pinSession(id, at, where)),
    fc.tuple(session, session).map(([id, other]) => relate(id, other, 'notWith')),
    fc.tuple(session, session).map(([id, other]) => relate(id, other, 'after')),
    session.map((id) => changeSession(id, { needs: ['quiet'] })),
  ];
  if (people.length > 0) {
    const person = fc.constantFrom(...people.map(({ id }) => id));
    kinds.push(fc.tuple(person, slot).map(([id, away]) => sendAway(id, away)));
    kinds.push(fc.tuple(session, person).map(([id, lead]) => changeSession(id, { leads: [lead] })));
  }
  return fc.array(fc.oneof(...kinds), { maxLength: 4 });
}

function closeArea(id: string, slot: string): Change {
  return (problem) => ({
    ...problem,
    areas: problem.areas.map((area) =>
      area.id === id ? { ...area, closed: [...new Set([...(area.closed ?? []), slot])] } : area,
    ),
  });
}

function sendAway(id: string, slot: string): Change {
  return (problem) => ({
    ...problem,
    people: problem.people.map((person) =>
      person.id === id ? { ...person, absent: [...new Set([...(person.absent ?? []), slot])] } : person,
    ),
  });
}

function changeSession(id: string, fields: Partial<ProblemSession>): Change {
  return (problem) => ({
    ...problem,
    sessions: problem.sessions.map((session) => (session.id === id ? { ...session, ...fields } : session)),
  });
}

/** Unless one of them was withdrawn. */
function relate(id: string, other: string, rule: 'after' | 'notWith'): Change {
  return (problem) =>
    id === other || !problem.sessions.some((session) => session.id === other)
      ? problem
      : changeSession(id, { [rule]: [other] })(problem);
}

/** Unless there is a pin already: two may contradict each other. */
function pinSession(id: string, slot: string, area: string): Change {
  return (problem) =>
    problem.sessions.some(({ pin }) => pin)
      ? problem
      : changeSession(id, { pin: { slot, area }, slots: null })(problem);
}

function propose(nth: number): Change {
  return (problem) => {
    const id = `new${problem.sessions.length}-${nth}`;
    if (problem.sessions.some((session) => session.id === id)) return problem;
    return {
      ...problem,
      sessions: [...problem.sessions, { id, pin: null }],
      people: problem.people.map((person, p) =>
        (p + nth) % 2 === 0 ? { ...person, interest: { ...person.interest, [id]: 75 } } : person,
      ),
    };
  };
}

function withdraw(id: string): Change {
  const others = (ids: readonly string[] = []): string[] => ids.filter((other) => other !== id);
  return (problem) => ({
    ...problem,
    sessions: problem.sessions
      .filter((session) => session.id !== id)
      .map((session) => ({ ...session, after: others(session.after), notWith: others(session.notWith) })),
    people: problem.people.map((person) => {
      const { [id]: _, ...interest } = person.interest;
      return { ...person, interest };
    }),
    previous: (problem.previous ?? []).filter(({ session }) => session !== id),
  });
}
