import type { CompiledProblem } from '../src/compile-problem.ts';

/** Person-proposing deferred acceptance as Gale and Shapley describe it, round by round. */
export function deferredAcceptance(
  { personCount, weight, absent, leads }: CompiledProblem,
  slot: number,
  sessions: readonly number[],
  seats: readonly number[],
): { seated: Map<number, number>; value: number } {
  const leading = (person: number, session: number): number => (leads[session]!.includes(person) ? 1 : 0);
  const weightOf = (person: number, session: number): number => weight[session * personCount + person]!;
  const asking = new Map<number, number[]>();
  for (let person = 0; person < personCount; person++) {
    if (absent[slot * personCount + person] === 1) continue;
    const wanted = sessions.filter((session) => weightOf(person, session) > 0);
    wanted.sort(
      (a, b) => leading(person, b) - leading(person, a) || weightOf(person, b) - weightOf(person, a) || a - b,
    );
    asking.set(person, wanted);
  }
  const held = new Map(sessions.map((session): [number, number[]] => [session, []]));
  for (let rejected = true; rejected;) {
    for (const list of held.values()) list.length = 0;
    for (const [person, wanted] of asking) if (wanted[0] !== undefined) held.get(wanted[0])!.push(person);
    rejected = false;
    sessions.forEach((session, i) => {
      const list = held.get(session)!;
      list.sort(
        (a, b) =>
          leading(b, session) - leading(a, session) || weightOf(b, session) - weightOf(a, session) || a - b,
      );
      for (const person of list.splice(seats[i]!)) {
        asking.get(person)!.shift();
        rejected = true;
      }
    });
  }
  const seated = new Map<number, number>();
  let value = 0;
  for (const [session, list] of held) {
    for (const person of list) {
      seated.set(person, session);
      value += weightOf(person, session);
    }
  }
  return { seated, value };
}
