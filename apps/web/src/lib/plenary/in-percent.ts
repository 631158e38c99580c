/** How much of a proven limit is reached, in per cent rounded down to a tenth: 100 only when it is. */
export function inPercent(served: number, bound: number): number {
  return bound <= served ? 100 : Math.floor((served / bound) * 1000) / 10;
}
