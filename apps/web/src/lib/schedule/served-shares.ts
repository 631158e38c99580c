import type { ServedPerson } from '@plenary/domain/schedule/people-served.ts';

/** What each person gets of what is possible for them, 0 to 1, rising. */
export type Shares = readonly number[];

export function sharesOf(people: readonly Pick<ServedPerson, 'served' | 'possible'>[]): Shares {
  return people.map(({ served, possible }) => served / possible).toSorted((a, b) => a - b);
}

/** What half of the people get at least. There has to be somebody. */
export function medianOf(shares: Shares): number {
  return shares[Math.floor(shares.length / 2)] ?? 1;
}

/** The mean share of the tenth that is served worst. */
export function worstTenthOf(shares: Shares): number {
  const worst = shares.slice(0, Math.ceil(shares.length / 10));
  return worst.reduce((sum, share) => sum + share, 0) / worst.length;
}

const BINS = 10;

/** How many people get 0 to 10 %, 10 to 20 % and so on; whoever gets all is in the last. */
export function binsOf(shares: Shares): number[] {
  const bins = Array.from({ length: BINS }, () => 0);
  for (const share of shares) {
    const bin = Math.min(BINS - 1, Math.floor(BINS * share));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return bins;
}

/** A line of steps, one per person, in a box `width` wide and `height` high with 100 % at its top. */
export function stepsOf(shares: Shares, width: number, height: number): string {
  const x = (index: number): string => ((width * index) / shares.length).toFixed(2);
  const y = (share: number): string => (height * (1 - share)).toFixed(2);
  return shares
    .map((share, i) => `${i === 0 ? 'M' : 'L'}${x(i)} ${y(share)} L${x(i + 1)} ${y(share)}`)
    .join(' ');
}

/** As whole per cent; what is not all is never called 100. */
export function percentOf(share: number): number {
  return share < 1 ? Math.min(99, Math.round(100 * share)) : 100;
}
