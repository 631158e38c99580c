/** A set of sessions for a slot of one class; `weight` is what it is worth there, in whole units of 1 / SCALE. */
export type Column = {
  readonly slotClass: number;
  /** Numbers of the sessions in the problem. */
  readonly sessions: readonly number[];
  readonly weight: number;
};

/** How often each may be used: sessions as often as they are long, classes once per slot. */
export type Supply = {
  readonly sessions: readonly number[];
  readonly classes: readonly number[];
  /** By session: whether it must be used as often as that or not at all. */
  readonly whole: readonly boolean[];
};

/**
 * Prices at which no known column pays: for each, weight ≤ prices of its sessions + price of its
 * class, up to rounding. None is below zero.
 */
export type Prices = {
  readonly session: Float64Array;
  readonly slotClass: Float64Array;
  /** What no bound can undercut, in units of 1 / SCALE; 0 where that is not known. */
  readonly least: number;
};

/**
 * The master problem of column generation: which of the known columns to use, and how much, as a
 * linear program. Only its prices are asked for, and nothing that is claimed depends on how exact
 * they are.
 */
export type Master = {
  add(column: Column): void;
  price(): Prices;
  /** Gives back what it holds; it cannot be used afterwards. */
  dispose(): void;
};
