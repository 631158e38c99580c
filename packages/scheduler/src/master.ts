/** A set of sessions for a slot of one class; `weight` is what it is worth there, in whole units of 1 / SCALE. */
export type Column = {
  readonly slotClass: number;
  /** Numbers of the sessions in the problem. */
  readonly sessions: readonly number[];
  readonly weight: number;
};

/** How often each may be used: sessions as often as they are long, classes once per slot. */
export type Supply = { readonly sessions: readonly number[]; readonly classes: readonly number[] };

/**
 * Prices at which no known column pays: for each, weight ≤ prices of its sessions + price of its
 * class, up to rounding. None is below zero.
 */
export type Prices = {
  readonly session: Float64Array;
  readonly slotClass: Float64Array;
  /** Supply times prices: near the best that can be made of the known columns. */
  readonly total: number;
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
