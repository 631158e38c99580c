import type { CompiledProblem } from './compile-problem.ts';
import { SeatPeople } from './seat-people.ts';
import { SeatRuns, type OnSeat, type Running } from './seat-runs.ts';

/** Who sits where in any slots of a schedule: slots by themselves, and those that share a session together. */
export class SeatSchedule {
  readonly #compiled: CompiledProblem;
  readonly #people: SeatPeople;
  readonly #runs: SeatRuns | undefined;

  constructor(compiled: CompiledProblem) {
    this.#compiled = compiled;
    this.#people = new SeatPeople(compiled);
    this.#runs = compiled.hasRuns ? new SeatRuns(compiled) : undefined;
  }

  /**
   * The sum of the weights of all who sit. With one slot that holds a run of a session go all slots that
   * hold any. `onSeat` is told each person who sits, slot by slot.
   */
  value(slots: readonly Running[], onSeat?: OnSeat): number {
    const together = this.#runs ? slots.filter(({ sessions }) => this.holdsRun(sessions)) : [];
    let value = together.length > 0 ? this.#runs!.value(together, onSeat) : 0;
    for (const running of slots) {
      const { slot, sessions, seats } = running;
      if (together.includes(running)) continue;
      value += this.#people.value(
        slot,
        sessions,
        seats,
        sessions.length,
        onSeat && ((person, session, weight) => onSeat(person, session, weight, slot)),
      );
    }
    return value;
  }

  /** Whether any of these sessions is given more than once. */
  holdsRun(sessions: Int32Array): boolean {
    return sessions.some((s) => this.#compiled.isRun[s] === 1);
  }
}
