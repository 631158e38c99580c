import type { Placement, Problem } from '../src/problem.ts';

type Seat = { person: string; session: string; slot: string; weight: number };

/**
 * Who sits where, as the README says it, person by person and with nothing but lists: slow, and
 * independent of how the package computes it. For schedules that place each session once.
 */
export function seatByHand(problem: Problem, placements: readonly Placement[]): Seat[] {
  const first = (id: string): string => problem.sessions.find((one) => one.id === id)!.runOf ?? id;
  const placed = problem.sessions.flatMap((session) => {
    const placement = placements.find((one) => one.session === session.id);
    if (!placement) return [];
    const start = problem.slots.findIndex(({ id }) => id === placement.slot);
    const { day } = problem.slots[start]!;
    const slots = problem.slots.slice(start, start + (session.length ?? 1)).filter((one) => one.day === day);
    const area = problem.areas.find(({ id }) => id === placement.area)!;
    return [{ ...session, start, slots: slots.map(({ id }) => id), seats: area.seats ?? Infinity }];
  });
  const seats: Seat[] = [];
  const isAway = (person: Problem['people'][number], slot: string): boolean =>
    (person.absent ?? []).includes(slot);
  const open = (person: Problem['people'][number], run: (typeof placed)[number]): string[] =>
    run.slots.filter(
      (slot) =>
        !isAway(person, slot) &&
        !seats.some((seat) => seat.person === person.id && seat.slot === slot) &&
        seats.filter((seat) => seat.session === run.id && seat.slot === slot).length < run.seats,
    );
  const sitsInAny = (person: string, of: string): boolean =>
    seats.some((seat) => seat.person === person && first(seat.session) === of);
  const firsts = problem.sessions.filter(({ runOf }) => runOf === undefined);

  for (const { id } of firsts) {
    const runs = placed.filter((run) => first(run.id) === id).toSorted((a, b) => a.start - b.start);
    for (const run of runs) {
      for (const person of problem.people.filter((one) => run.leads?.includes(one.id))) {
        const weight = sitsInAny(person.id, id) ? 0 : 100;
        for (const slot of open(person, run))
          seats.push({ person: person.id, session: run.id, slot, weight });
      }
    }
  }
  for (let weight = 100; weight > 0; weight--) {
    firsts.forEach(({ id }, turn) => {
      const runs = placed.filter((run) => first(run.id) === id).toSorted((a, b) => a.start - b.start);
      for (const person of problem.people) {
        if (person.interest[id] !== weight) continue;
        if (runs.length > 0 && problem.sessions.some((one) => one.runOf === id) && sitsInAny(person.id, id)) {
          continue;
        }
        const choices = runs
          .filter((run) => !run.leads?.includes(person.id))
          .map((run) => ({ run, slots: open(person, run) }))
          .filter(({ slots }) => slots.length > 0)
          .map((choice) => ({
            ...choice,
            gain: choice.slots.reduce((sum, slot) => {
              const others = placed.filter((other) => {
                const of = first(other.id);
                const w = person.interest[of] ?? 0;
                const later = w < weight || (w === weight && firsts.findIndex((one) => one.id === of) > turn);
                const repeated = problem.sessions.some((one) => one.runOf === of);
                return (
                  of !== id &&
                  later &&
                  other.slots.includes(slot) &&
                  open(person, other).includes(slot) &&
                  !(repeated && sitsInAny(person.id, of)) &&
                  !other.leads?.includes(person.id)
                );
              });
              return (
                sum + weight - Math.max(0, ...others.map((other) => person.interest[first(other.id)] ?? 0))
              );
            }, 0),
          }));
        const [best] = choices.toSorted((a, b) => b.gain - a.gain);
        if (!best) continue;
        for (const slot of best.slots) seats.push({ person: person.id, session: best.run.id, slot, weight });
      }
    });
  }
  return seats;
}
