import type { CompiledProblem } from './compile-problem.ts';

/** What runs in a slot: sessions in rising order, and the seats of their areas. */
export type Running = {
  readonly slot: number;
  readonly sessions: Int32Array;
  readonly seats: Int32Array;
};

export type OnSeat = (person: number, session: number, weight: number, slot: number) => void;

/**
 * Who sits where in slots in which there are sessions that are given more than once. Seats are given in
 * the order of `SeatPeople`: leads first, then by weight, session and person, runs in the place of the
 * session that they repeat. Each person sits in one run of a session only: in the one for which they give
 * up least, which is what they could still get in its slots; of equal ones in the earliest. Who leads
 * several runs sits in all of them, and the first counts.
 */
export class SeatRuns {
  readonly #compiled: CompiledProblem;
  /** In the order of seating: a session alone, or all runs of one. */
  readonly #turns: readonly (readonly number[])[];
  readonly #turnOf: Int32Array;
  /** By turn and kind those who care for any run, for sessions with several. */
  readonly #audience: ReadonlyMap<number, readonly (readonly number[])[]>;
  /** By slot and person, and by turn and person: the pass in which they last got a seat (or were absent). */
  readonly #seatedIn: Int32Array;
  readonly #takenIn: Int32Array;
  /** By slot and session: the seats that are left. */
  readonly #free: Int32Array;
  #pass = 0;

  constructor(compiled: CompiledProblem) {
    const { sessionCount, slotCount, personCount, runOf } = compiled;
    this.#compiled = compiled;
    const turns = Array.from({ length: sessionCount }, (): number[] => []);
    for (let s = 0; s < sessionCount; s++) turns[runOf[s]!]!.push(s);
    this.#turns = turns.filter((runs) => runs.length > 0);
    this.#turnOf = new Int32Array(sessionCount);
    this.#turns.forEach((runs, turn) => runs.forEach((s) => (this.#turnOf[s] = turn)));
    this.#audience = new Map(
      this.#turns.flatMap((runs, turn) => (runs.length > 1 ? [[turn, this.#caring(runs)] as const] : [])),
    );
    this.#seatedIn = new Int32Array(slotCount * personCount);
    this.#takenIn = new Int32Array(this.#turns.length * personCount);
    this.#free = new Int32Array(slotCount * sessionCount);
  }

  /**
   * The sum of the weights of those who sit in these slots, which are all that share a session with each
   * other. `onSeat` is told each person who sits, slot by slot.
   */
  value(given: readonly Running[], onSeat?: OnSeat): number {
    const slots = given.toSorted((a, b) => a.slot - b.slot);
    const { kindCount, personCount, absentees, sessionCount } = this.#compiled;
    const pass = ++this.#pass;
    const slotsOf = new Map<number, number[]>();
    for (const { slot, sessions, seats } of slots) {
      for (const p of absentees[slot]!) this.#seatedIn[slot * personCount + p] = pass;
      sessions.forEach((s, i) => {
        this.#free[slot * sessionCount + s] = seats[i]!;
        const list = slotsOf.get(s);
        if (list) list.push(slot);
        else slotsOf.set(s, [slot]);
      });
    }
    const running = new Map(slots.map(({ slot, sessions }) => [slot, sessions]));
    const turns = [...new Set([...slotsOf.keys()].map((s) => this.#turnOf[s]!))].sort((a, b) => a - b);
    let value = 0;
    for (let kind = 0; kind < kindCount; kind++) {
      for (const turn of turns) {
        const runs = this.#turns[turn]!.filter((s) => slotsOf.has(s));
        runs.sort((a, b) => slotsOf.get(a)![0]! - slotsOf.get(b)![0]!);
        if (kind === 0) value += this.#seatLeads(turn, runs, slotsOf, onSeat);
        else if (this.#audience.has(turn))
          value += this.#seatOnce(turn, kind, runs, slotsOf, running, onSeat);
        else value += this.#seatAll(runs[0]!, kind, slotsOf.get(runs[0]!)!, onSeat);
      }
    }
    return value;
  }

  /** Leads sit in every run that they lead. */
  #seatLeads(
    turn: number,
    runs: readonly number[],
    slotsOf: ReadonlyMap<number, readonly number[]>,
    onSeat: OnSeat | undefined,
  ): number {
    const { kindCount, kindWeight, audience, audienceStart, personCount } = this.#compiled;
    let value = 0;
    for (const session of runs) {
      const row = session * kindCount;
      for (let e = audienceStart[row]!; e < audienceStart[row + 1]!; e++) {
        const person = audience[e]!;
        const taken = turn * personCount + person;
        const weight = this.#takenIn[taken] === this.#pass ? 0 : kindWeight[0]!;
        let sits = false;
        for (const slot of slotsOf.get(session)!) {
          if (!this.#isFree(slot, session, person)) continue;
          value += this.#seat(slot, session, person, weight, onSeat);
          sits = true;
        }
        if (sits) this.#takenIn[taken] = this.#pass;
      }
    }
    return value;
  }

  /** A session that is given once, in each of its slots. */
  #seatAll(session: number, kind: number, slots: readonly number[], onSeat: OnSeat | undefined): number {
    const { kindCount, kindWeight, audience, audienceStart } = this.#compiled;
    const row = session * kindCount + kind;
    let value = 0;
    for (const slot of slots) {
      for (let e = audienceStart[row]!; e < audienceStart[row + 1]!; e++) {
        if (!this.#isFree(slot, session, audience[e]!)) continue;
        value += this.#seat(slot, session, audience[e]!, kindWeight[kind]!, onSeat);
      }
    }
    return value;
  }

  /** A session that is given several times: each person in the run for which they give up least. */
  #seatOnce(
    turn: number,
    kind: number,
    runs: readonly number[],
    slotsOf: ReadonlyMap<number, readonly number[]>,
    running: ReadonlyMap<number, Int32Array>,
    onSeat: OnSeat | undefined,
  ): number {
    const { kindWeight, weight, personCount } = this.#compiled;
    const worth = kindWeight[kind]!;
    let value = 0;
    for (const person of this.#audience.get(turn)![kind]!) {
      if (this.#takenIn[turn * personCount + person] === this.#pass) continue;
      let best = -1;
      let most = -1;
      for (const session of runs) {
        if (weight[session * personCount + person] !== worth) continue;
        let gain = -1;
        for (const slot of slotsOf.get(session)!) {
          if (!this.#isFree(slot, session, person)) continue;
          const givenUp = this.#nextBest(person, turn, worth, slot, running.get(slot)!);
          gain = Math.max(gain, 0) + worth - givenUp;
        }
        if (gain <= most) continue;
        most = gain;
        best = session;
      }
      if (best < 0) continue;
      this.#takenIn[turn * personCount + person] = this.#pass;
      for (const slot of slotsOf.get(best)!) {
        if (this.#isFree(slot, best, person)) value += this.#seat(slot, best, person, worth, onSeat);
      }
    }
    return value;
  }

  /** What somebody without a seat in a slot could still get there, in sessions whose turn is yet to come. */
  #nextBest(person: number, turn: number, worth: number, slot: number, sessions: Int32Array): number {
    const { weight, personCount, sessionCount, leads } = this.#compiled;
    let best = 0;
    for (let i = 0; i < sessions.length; i++) {
      const other = sessions[i]!;
      const w = weight[other * personCount + person]!;
      if (w <= best || w > worth || this.#free[slot * sessionCount + other] === 0) continue;
      const its = this.#turnOf[other]!;
      if (its === turn || (w === worth && its < turn)) continue;
      if (this.#takenIn[its * personCount + person] === this.#pass) continue;
      if (leads[other]!.includes(person)) continue; // leads have had their turn
      best = w;
    }
    return best;
  }

  #isFree(slot: number, session: number, person: number): boolean {
    const { personCount, sessionCount } = this.#compiled;
    return (
      this.#seatedIn[slot * personCount + person] !== this.#pass &&
      this.#free[slot * sessionCount + session]! > 0
    );
  }

  #seat(slot: number, session: number, person: number, weight: number, onSeat: OnSeat | undefined): number {
    const { personCount, sessionCount } = this.#compiled;
    this.#seatedIn[slot * personCount + person] = this.#pass;
    this.#free[slot * sessionCount + session]!--;
    onSeat?.(person, session, weight, slot);
    return weight;
  }

  /** By kind those who care for any of these runs, in the problem's order. */
  #caring(runs: readonly number[]): readonly (readonly number[])[] {
    const { kindCount, audience, audienceStart } = this.#compiled;
    return Array.from({ length: kindCount }, (_, kind) => {
      const people = runs.flatMap((session) => {
        const row = session * kindCount + kind;
        return [...audience.subarray(audienceStart[row], audienceStart[row + 1])];
      });
      return [...new Set(people)].sort((a, b) => a - b);
    });
  }
}
