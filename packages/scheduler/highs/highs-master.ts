import type { Highs } from 'highs';
import type { Column, Master, Prices, Supply } from '../src/master.ts';
import { SCALE } from '../src/slot-classes.ts';

/**
 * Makes master problems that HiGHS solves (a solver for linear programs, MIT licence, WebAssembly);
 * undefined where it is not installed or does not start, since it is an optional dependency.
 */
export async function loadHighsMaster(): Promise<((supply: Supply) => Master) | undefined> {
  try {
    const { default: load } = await import('highs');
    // Its types describe the CommonJS file, where the loader lies one level deeper.
    const highs = await (load as unknown as typeof load.default)();
    return (supply) => new HighsMaster(supply, highs);
  } catch {
    return undefined;
  }
}

const HIGHEST_PRICE = 2 ** 40;

/** The master problem as a linear program that HiGHS keeps, and solves again after new columns. */
class HighsMaster implements Master {
  readonly #supply: Supply;
  readonly #highs: Highs;
  readonly #model: ReturnType<Highs['createModel']>;

  constructor(supply: Supply, highs: Highs) {
    this.#supply = supply;
    this.#highs = highs;
    const rowUpper = [...supply.sessions, ...supply.classes];
    this.#model = highs.createModel();
    this.#model.options.set({ output_flag: false });
    this.#model.passModel({
      numCols: 0,
      numRows: rowUpper.length,
      sense: highs.constants.objectiveSense.maximize,
      colCost: [],
      colLower: [],
      colUpper: [],
      rowLower: rowUpper.map(() => -highs.infinity),
      rowUpper,
      matrix: { format: 'csc', numRows: rowUpper.length, numCols: 0, starts: [0], indices: [], values: [] },
    });
  }

  add({ slotClass, sessions, weight }: Column): void {
    const indices = [...sessions, this.#supply.sessions.length + slotClass];
    const values = indices.map(() => 1);
    this.#model.addCol(weight / SCALE, 0, this.#highs.infinity, { indices, values });
  }

  price(): Prices {
    this.#model.run();
    const { rowDual } = this.#model.getSolution();
    // Whatever the solver says, a price is a number that adds up exactly: not NaN, not beyond all sums.
    const prices = rowDual.map((dual) => (dual > 0 ? Math.min(dual * SCALE, HIGHEST_PRICE) : 0));
    return {
      session: prices.slice(0, this.#supply.sessions.length),
      slotClass: prices.slice(this.#supply.sessions.length),
      least: this.#model.getObjectiveValue() * SCALE,
    };
  }

  dispose(): void {
    this.#model.dispose();
  }
}
