/*
 * What two texts have in common, after E. W. Myers, "An O(ND) Difference Algorithm and Its
 * Variations" (1986): the greedy search for the farthest point that d insertions and removals reach
 * on each diagonal. Where two texts differ in more than MOST_STEPS places, the search commits to the
 * farthest point found so far and begins anew there: the answer stays right, may be longer than
 * need be, and never takes quadratic time.
 */

/** `length` items that both have, from `before` in the one and from `after` in the other. */
export interface Match {
  readonly before: number;
  readonly after: number;
  readonly length: number;
}

/** A run of items that both have, or only one of them. */
export interface Run {
  readonly kind: 'same' | 'removed' | 'added';
  readonly items: readonly string[];
}

const MOST_STEPS = 96;

/** How to get from one list to the other; of what stands at the same place the removed comes first. */
export function difference(before: readonly string[], after: readonly string[]): Run[] {
  const runs: Run[] = [];
  const add = (kind: Run['kind'], items: readonly string[]): void => {
    if (items.length > 0) runs.push({ kind, items });
  };
  let [x, y] = [0, 0];
  for (const match of [
    ...matches(before, after),
    { before: before.length, after: after.length, length: 0 },
  ]) {
    add('removed', before.slice(x, match.before));
    add('added', after.slice(y, match.after));
    add('same', before.slice(match.before, match.before + match.length));
    [x, y] = [match.before + match.length, match.after + match.length];
  }
  return runs;
}

/** What both have in the same order, in that order; none touches the next in both lists. */
export function matches(before: readonly string[], after: readonly string[]): Match[] {
  const numbers = new Map<string, number>();
  const numbered = (items: readonly string[]): Int32Array =>
    Int32Array.from(items, (item) => {
      const number = numbers.get(item) ?? numbers.size;
      numbers.set(item, number);
      return number;
    });
  const [a, b] = [numbered(before), numbered(after)];
  const found: Match[] = [];
  let [x, y] = [0, 0];
  while (x < a.length && y < b.length) {
    const stretch = search(a.subarray(x), b.subarray(y));
    for (const one of stretch.matches)
      addMatch(found, { before: x + one.before, after: y + one.after, length: one.length });
    x += stretch.before;
    y += stretch.after;
  }
  return found;
}

function addMatch(found: Match[], next: Match): void {
  const last = found.at(-1);
  if (last && last.before + last.length === next.before && last.after + last.length === next.after)
    found[found.length - 1] = { ...last, length: last.length + next.length };
  else found.push(next);
}

interface Stretch {
  readonly matches: readonly Match[];
  /** How far it came in each list. */
  readonly before: number;
  readonly after: number;
}

/** The farthest x on each diagonal k after d steps stands at d² + d + k; every row is kept for the way back. */
const reach = new Int32Array((MOST_STEPS + 1) ** 2);

function search(a: Int32Array, b: Int32Array): Stretch {
  const most = Math.min(a.length + b.length, MOST_STEPS);
  for (let d = 0; d <= most; d++) {
    for (let k = -d; k <= d; k += 2) {
      let x = d === 0 ? 0 : stepTo(d, k);
      let y = x - k;
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x += 1;
        y += 1;
      }
      reach[d * d + d + k] = x;
      if (x >= a.length && y >= b.length) return wayTo(d, k);
    }
  }
  return wayTo(most, farthest(most, a.length, b.length));
}

/** Where the d-th step leads on diagonal k, before anything more matches there. */
function stepTo(d: number, k: number): number {
  const from = fromDiagonal(d, k);
  return reached(d - 1, from) + (from < k ? 1 : 0);
}

/** The neighbour from which diagonal k is reached farthest with the d-th step. */
function fromDiagonal(d: number, k: number): number {
  const inserts = k === -d || (k !== d && reached(d - 1, k - 1) < reached(d - 1, k + 1));
  return inserts ? k + 1 : k - 1;
}

function reached(d: number, k: number): number {
  return reach[d * d + d + k] ?? 0;
}

function farthest(d: number, width: number, height: number): number {
  let [best, progress] = [0, -1];
  for (let k = -d; k <= d; k += 2) {
    const x = reached(d, k);
    if (x > width || x - k > height || 2 * x - k <= progress) continue;
    [best, progress] = [k, 2 * x - k];
  }
  return best;
}

function wayTo(steps: number, diagonal: number): Stretch {
  const found: Match[] = [];
  for (let [d, k] = [steps, diagonal]; d >= 0; d--) {
    const start = d === 0 ? 0 : stepTo(d, k);
    const length = reached(d, k) - start;
    if (length > 0) found.push({ before: start, after: start - k, length });
    if (d > 0) k = fromDiagonal(d, k);
  }
  const end = reached(steps, diagonal);
  return { matches: found.toReversed(), before: end, after: end - diagonal };
}
