/**
 * The cooling of simulated annealing (Kirkpatrick, Gelatt and Vecchi, Optimization by simulated
 * annealing, 1983), in additions, multiplications and divisions only: IEEE 754 fixes their results,
 * while `Math.exp` and `Math.log` may differ between engines.
 */

const LEVELS = 1024;
/** Cools to 1/20 over all levels: 0.05 ** (1 / 1024). Colder than that next to nothing moves any more. */
const DECAY = 0.99707878;
const DRAWS = 4096;

const share = powers();
const loss = negativeLogarithms();

/** The temperature as a share of the first one: from 1 at progress 0 down to 0.05 at progress 1. */
export function temperatureShare(progress: number): number {
  const level = Math.floor(Math.min(1, Math.max(0, progress)) * (LEVELS - 1));
  return share[level]!;
}

/**
 * The loss that may be accepted at temperature 1, drawn from 32 random bits: exponentially
 * distributed with mean 1, so that a loss x passes with probability exp(−x) as Metropolis asks.
 */
export function acceptableLoss(bits: number): number {
  return loss[bits >>> 20]!;
}

/** For a search that does not know its end: it cools and reheats in ever longer cycles. */
export class Reheating {
  #cycle: number;
  #start = 0;

  /** `first` is the length of the first cycle in moves; each further one is twice as long. */
  constructor(first: number) {
    this.#cycle = first;
  }

  /** The part of the current cycle that is over after so many moves: below 1. */
  share(iterations: number): number {
    if (iterations - this.#start >= this.#cycle) {
      this.#start = iterations;
      this.#cycle *= 2;
    }
    return (iterations - this.#start) / this.#cycle;
  }
}

function powers(): Float64Array {
  const table = new Float64Array(LEVELS);
  let value = 1;
  for (let i = 0; i < LEVELS; i++, value *= DECAY) table[i] = value;
  return table;
}

/** −ln((i + ½) / DRAWS), by the series of 2·artanh((1 − x) / (1 + x)) after scaling x into ½..1. */
function negativeLogarithms(): Float64Array {
  const table = new Float64Array(DRAWS);
  const seriesAt = (x: number): number => {
    const y = (1 - x) / (1 + x);
    let term = y;
    let sum = 0;
    for (let n = 1; n < 60; n += 2, term *= y * y) sum += term / n;
    return 2 * sum;
  };
  const ln2 = seriesAt(0.5);
  for (let i = 0; i < DRAWS; i++) {
    let x = (i + 0.5) / DRAWS;
    let halvings = 0;
    for (; x < 0.5; x *= 2) halvings++;
    table[i] = seriesAt(x) + halvings * ln2;
  }
  return table;
}
