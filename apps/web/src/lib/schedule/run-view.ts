/** How long the scheduler may think, in seconds. */
export const BUDGETS = [2, 5, 10, 30] as const;

/** How a run stands, as the page shows it. */
export interface RunView {
  readonly kind: 'running' | 'done' | 'failed';
  readonly budget: number;
  readonly share: number;
  readonly placed: number | null;
  readonly served: number | null;
  readonly bound: number | null;
}

/** What is missing to the proven bound, in per cent rounded up to a tenth: 0 only when nothing is. */
export function gapInPercent(served: number, bound: number): number {
  return bound <= served ? 0 : Math.ceil(((bound - served) / bound) * 1000) / 10;
}
