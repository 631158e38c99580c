// AssemblyScript, not TypeScript: built into src/kernel-module.ts by build.mjs. Two things about one
// slot are computed here: who has what best (src/simd-best-two.ts), and who sits where
// (src/bit-seating.ts).

// For the first, all pointers are
// to rows of one byte per person, 127 at most so that two fit into a byte, and `length` is that of
// a row, a multiple of STEP.

/** Two vectors at once. */
const STEP: usize = 32;
/** Rows of so many bytes add up in lanes of 16 bits: 64 times four bytes of 127 at most. */
const BLOCK: usize = 2048;

/**
 * The sum over people of the best that is left in a slot when `leaving` goes and `coming` comes;
 * `gap` is what everybody loses who loses the best.
 */
export function exchanged(best: usize, gap: usize, leaving: usize, coming: usize, length: usize): i32 {
  let total = i32x4.splat(0);
  for (let block: usize = 0; block < length; block += BLOCK) {
    let sums = i16x8.splat(0);
    const end = min(block + BLOCK, length);
    for (let at = block; at < end; at += STEP) {
      const both = i8x16.add(
        exchange(best + at, gap + at, leaving + at, coming + at),
        exchange(best + at + 16, gap + at + 16, leaving + at + 16, coming + at + 16),
      );
      sums = i16x8.add(sums, i16x8.extadd_pairwise_i8x16_u(both));
    }
    total = i32x4.add(total, i32x4.extadd_pairwise_i16x8_u(sums));
  }
  return sumOf(total);
}

/** The best that is left to sixteen people. */
function exchange(best: usize, gap: usize, leaving: usize, coming: usize): v128 {
  const first = v128.load(best);
  const isLeaving = i8x16.eq(first, v128.load(leaving));
  const left = i8x16.sub(first, v128.and(isLeaving, v128.load(gap)));
  return i8x16.max_u(left, v128.load(coming));
}

/**
 * Finds the best of `count` rows, to which `rows` points, and how much the second best is below it;
 * `floor` counts as the first two of them. Returns the sum of the best.
 */
export function rank(best: usize, gap: usize, floor: usize, rows: usize, count: i32, length: usize): i32 {
  let total = i32x4.splat(0);
  for (let at: usize = 0; at < length; at += STEP) {
    let first = v128.load(floor + at);
    let next = first;
    let first2 = v128.load(floor + at, 16);
    let next2 = first2;
    for (let i = 0; i < count; i++) {
      const row = <usize>load<u32>(rows + ((<usize>i) << 2)) + at;
      const weights = v128.load(row);
      const weights2 = v128.load(row, 16);
      next = i8x16.max_u(next, i8x16.min_u(first, weights));
      next2 = i8x16.max_u(next2, i8x16.min_u(first2, weights2));
      first = i8x16.max_u(first, weights);
      first2 = i8x16.max_u(first2, weights2);
    }
    v128.store(best + at, first);
    v128.store(best + at, first2, 16);
    v128.store(gap + at, i8x16.sub(first, next));
    v128.store(gap + at, i8x16.sub(first2, next2), 16);
    const sums = i16x8.extadd_pairwise_i8x16_u(i8x16.add(first, first2));
    total = i32x4.add(total, i32x4.extadd_pairwise_i16x8_u(sums));
  }
  return sumOf(total);
}

function sumOf(lanes: v128): i32 {
  return (
    i32x4.extract_lane(lanes, 0) +
    i32x4.extract_lane(lanes, 1) +
    i32x4.extract_lane(lanes, 2) +
    i32x4.extract_lane(lanes, 3)
  );
}

// For the second, sets of people are rows of one bit per person, and `length` is the bytes of such a
// row, a multiple of eight.

/**
 * Seats people as src/seat-people.ts does, and returns the sum of the weights of those who sit. `sets`
 * points to `count` pointers, one for each session, to its rows by kind; `seats` to what their areas
 * take, which is used up; `weights` to the weight of each kind. Who is not in `present` is away; `free` is room for a row.
 */
export function seat(
  sets: usize,
  seats: usize,
  count: i32,
  weights: usize,
  kinds: i32,
  present: usize,
  free: usize,
  length: usize,
): i32 {
  for (let at: usize = 0; at < length; at += 8) store<u64>(free + at, load<u64>(present + at));
  let value = 0;
  for (let kind = 0; kind < kinds; kind++) {
    let seated = 0;
    for (let i = 0; i < count; i++) {
      const left = load<i32>(seats + ((<usize>i) << 2));
      if (left == 0) continue;
      const row = <usize>load<u32>(sets + ((<usize>i) << 2)) + <usize>kind * length;
      const sit = seatRow(row, free, length, left);
      seated += sit;
      store<i32>(seats + ((<usize>i) << 2), left - sit);
    }
    value += seated * <i32>load<u8>(weights + <usize>kind);
  }
  return value;
}

/** Seats the first `seats` people of the row who are free, and returns how many found a seat. */
function seatRow(row: usize, free: usize, length: usize, seats: i32): i32 {
  let left = seats;
  for (let at: usize = 0; at < length; at += 8) {
    const people = load<u64>(free + at);
    const wanting = people & load<u64>(row + at);
    const many = <i32>popcnt(wanting);
    if (many >= left) {
      let rest = wanting;
      for (; left > 0; left--) rest &= rest - 1;
      store<u64>(free + at, people ^ wanting ^ rest);
      return seats;
    }
    store<u64>(free + at, people ^ wanting);
    left -= many;
  }
  return seats - left;
}
