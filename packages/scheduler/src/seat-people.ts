import type { CompiledProblem } from './compile-problem.ts';

/**
 * Who sits where in one slot: the outcome of person-proposing deferred acceptance (Gale and Shapley,
 * College admissions and the stability of marriage, 1962), without running it.
 *
 * Both sides rank a pair (person, session) by the same thing first: leading, then weight. Within
 * one such kind all people prefer the session listed first, and all sessions the person listed
 * first. So the first pair in the order (kind, session, person) is each other's first choice, sits
 * together in every stable outcome, and can be taken out; by induction one pass in that order gives
 * the only stable outcome. Tests compare it with deferred acceptance proper.
 */
export class SeatPeople {
  readonly #compiled: CompiledProblem;
  /** The pass in which a person was last seated (or found absent). */
  readonly #seatedIn: Int32Array;
  readonly #free: Int32Array;
  #pass = 0;

  constructor(compiled: CompiledProblem) {
    this.#compiled = compiled;
    this.#seatedIn = new Int32Array(compiled.personCount);
    this.#free = new Int32Array(compiled.sessionCount);
  }

  /**
   * The sum of the weights of those who sit in `slot`. `sessions[0..count-1]` run there, in rising
   * order; `seats[i]` is what the i-th one's area takes. `onSeat` is told each person who sits.
   */
  value(
    slot: number,
    sessions: Int32Array,
    seats: Int32Array,
    count: number,
    onSeat?: (person: number, session: number, weight: number) => void,
  ): number {
    const { kindCount, kindWeight, audience, audienceStart, absentees } = this.#compiled;
    const seatedIn = this.#seatedIn;
    const free = this.#free;
    const pass = ++this.#pass;
    const absent = absentees[slot]!;
    for (let i = 0; i < absent.length; i++) seatedIn[absent[i]!] = pass;
    for (let i = 0; i < count; i++) free[i] = seats[i]!;

    let value = 0;
    for (let kind = 0; kind < kindCount; kind++) {
      let seated = 0;
      const weight = kindWeight[kind]!;
      for (let i = 0; i < count; i++) {
        let left = free[i]!;
        if (left === 0) continue;
        const row = sessions[i]! * kindCount + kind;
        const end = audienceStart[row + 1]!;
        for (let e = audienceStart[row]!; e < end; e++) {
          const person = audience[e]!;
          if (seatedIn[person] === pass) continue;
          seatedIn[person] = pass;
          seated++;
          if (onSeat) onSeat(person, sessions[i]!, weight);
          if (--left === 0) break;
        }
        free[i] = left;
      }
      value += seated * weight;
    }
    return value;
  }
}
