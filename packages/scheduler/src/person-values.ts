import { fairnessOf } from './comfort.ts';
import type { CompiledProblem } from './compile-problem.ts';
import type { Move } from './move.ts';
import { possiblePerPerson } from './possible.ts';
import { SeatedPeople } from './seated-people.ts';
import type { Timetable } from './timetable.ts';

/** Whether slots cannot be valued one by one: a person counts once for a session, or by their share of the whole. */
export function needsPersonValues({ hasRuns, problem }: CompiledProblem): boolean {
  return hasRuns || problem.objective === 'fairness';
}

/** Level 3 of a timetable, counted person by person and kept up to date while sessions move. */
export class PersonValues {
  /** What level 3 is: the sum of what people get, or of what that means to each of them. */
  value = 0;
  /** The sum of what people get. */
  served = 0;
  readonly #people: SeatedPeople;
  readonly #possible: Float64Array;
  readonly #isFair: boolean;
  readonly #gain: Float64Array;
  #change = 0;
  #servedChange = 0;

  constructor(timetable: Timetable) {
    const { compiled } = timetable;
    this.#people = new SeatedPeople(timetable);
    this.#possible = possiblePerPerson(compiled);
    this.#isFair = compiled.problem.objective === 'fairness';
    this.#gain = new Float64Array(compiled.personCount);
    this.#seat([...Array.from({ length: compiled.slotCount }).keys()]);
    this.keep();
  }

  /** By how much the move that the timetable has just made changes the value. */
  change(move: Move): number {
    return this.#seat(this.#people.affectedBy(move));
  }

  /** Takes over the last {@link change}. */
  keep(): void {
    this.value += this.#change;
    this.served += this.#servedChange;
    this.#people.keep();
    this.#change = 0;
    this.#servedChange = 0;
  }

  #seat(slots: readonly number[]): number {
    const { newGets, gets, got } = this.#people;
    const gain = this.#gain;
    this.#people.seat(slots);
    gain.fill(0);
    for (const t of slots) {
      const base = t * gain.length;
      for (let p = 0; p < gain.length; p++) gain[p]! += newGets[base + p]! - gets[base + p]!;
    }
    let served = 0;
    let fairness = 0;
    for (let p = 0; p < gain.length; p++) {
      if (gain[p] === 0) continue;
      served += gain[p]!;
      if (!this.#isFair) continue;
      const possible = this.#possible[p]!;
      fairness += fairnessOf(got[p]! + gain[p]!, possible) - fairnessOf(got[p]!, possible);
    }
    this.#servedChange = served;
    this.#change = this.#isFair ? fairness : served;
    return this.#change;
  }
}
