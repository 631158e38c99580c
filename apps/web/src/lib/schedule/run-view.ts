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

/** What is served, in per cent of the proven bound, rounded down to a tenth: 100 only when no schedule serves more. */
export function shareInPercent(served: number, bound: number): number {
  return served >= bound ? 100 : Math.floor((served / bound) * 1000) / 10;
}
