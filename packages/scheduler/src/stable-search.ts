import { temperatureShare } from './cooling.ts';
import { Homes } from './homes.ts';
import { createRandom, type Random } from './random.ts';
import { Search } from './search.ts';
import type { Settled } from './settle-release.ts';
import { timetableOf, type Timetable } from './timetable.ts';

/** Moves per session in the first search for a number of sessions away; each round takes twice as long. */
const FIRST_ROUND = 40;
/** The first temperature as a share of that of a search from scratch. */
const WARM = 0.3;

/**
 * Searches for the best schedule with no session away from home, then with one, and so on up to
 * `most`, in rounds; each number starts from the best that is known for it.
 */
export class StableSearch {
  readonly homes: Homes;
  readonly #timetable: Timetable;
  readonly #random: Random;
  readonly #most: number;
  #search: Search;
  #away = 0;
  #moves: number;
  #done = 0;

  constructor({ timetable, home }: Settled, seed: number, most: number) {
    const { sessions } = timetable.compiled.problem;
    const isLoose = (s: number): boolean => !home.has(sessions[s]!.id);
    const loose = new Set([...sessions.keys()].filter(isLoose));
    this.homes = new Homes(timetable, loose);
    this.#timetable = timetable;
    this.#random = createRandom(seed);
    this.#most = Math.min(most, sessions.length - loose.size);
    this.#moves = FIRST_ROUND * sessions.length;
    this.#search = new Search(timetable, this.#random, this.homes);
    this.homes.remember(timetable, this.#search.placed, this.#search.served);
  }

  run(moves: number): void {
    for (let left = moves; left > 0 && !this.#search.stuck;) {
      const now = Math.min(left, this.#moves - this.#done);
      this.#search.run(now, WARM * this.#search.heat * temperatureShare(this.#done / this.#moves));
      this.#done += now;
      left -= now;
      if (this.#done >= this.#moves) this.#next();
    }
  }

  #next(): void {
    this.#done = 0;
    this.#away++;
    if (this.#away > this.#most) {
      this.#away = 0;
      this.#moves *= 2;
    }
    this.homes.most = this.#away;
    const { start, area } = this.homes.best(this.#away)!;
    const { compiled } = this.#timetable;
    this.#search = new Search(timetableOf(compiled, start, area), this.#random, this.homes);
  }
}
