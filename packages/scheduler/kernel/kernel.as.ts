// AssemblyScript, not TypeScript: built into src/kernel-module.ts by build.mjs. Two things about one
// slot are computed here: who has what best (src/simd-best-two.ts), and who sits where
// (src/bit-seating.ts); and a whole search by exchanges (src/simd-exchange-walk.ts). What proofs need is in another file.
import { pointer, word } from './memory.as';
export { relax, take } from './price-sets.as';

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

// For the third, a walk from schedule to schedule (src/simd-exchange-walk.ts). What it needs to know is a
// row of words of four bytes; that file writes them in this order. Pointers are to words where nothing
// else is said, and a cell is a slot and an area, `slot * areas + area`.

/** The state of the random numbers, four words, and how many are left out at the beginning. */
const RANDOM: usize = 0;
const MIXING: i32 = 15;
const SESSIONS: usize = 16;
const SLOTS: usize = 20;
const AREAS: usize = 24;
/** Bytes of a row of weights. Rows of all sessions begin at 0; one of zeros comes after them. */
const ROW: usize = 28;
const MOVABLE_COUNT: usize = 32;
/** The sessions that may go elsewhere. */
const MOVABLE: usize = 36;
/** By slot, rows as above: who is absent, the best, the gap to the second best. */
const ABSENT: usize = 40;
const BEST: usize = 44;
const GAP: usize = 48;
/** Room for pointers to the rows of a slot's sessions. */
const LIST: usize = 52;
/** By cell: the session there, or as many as there are sessions. */
const CELLS: usize = 56;
/** By session: its cell. */
const CELL_OF: usize = 60;
/** The same of the best schedule so far. */
const BEST_CELL_OF: usize = 64;
/** By session and cell, bytes: whether it may be there. */
const ALLOWED: usize = 68;
/** By slot: the sum of the best. */
const VALUES: usize = 72;
/** 4096 losses that may be accepted at temperature 1, eight bytes each. */
const LOSSES: usize = 76;
/** The sum of all slots now, and the most that it was. */
const SERVED: usize = 80;
const BEST_SERVED: usize = 84;

/** sfc32, as src/random.ts has it. */
function bits(walk: usize): u32 {
  const b = load<u32>(walk + RANDOM, 4);
  const c = load<u32>(walk + RANDOM, 8);
  const counter = load<u32>(walk + RANDOM, 12);
  const t = load<u32>(walk + RANDOM) + b + counter;
  store<u32>(walk + RANDOM, b ^ (b >>> 9));
  store<u32>(walk + RANDOM, c + (c << 3), 4);
  store<u32>(walk + RANDOM, rotl<u32>(c, 21) + t, 8);
  store<u32>(walk + RANDOM, counter + 1, 12);
  return t;
}

function below(walk: usize, n: i32): i32 {
  return <i32>((<u64>bits(walk) * <u64>n) >>> 32);
}

/** Mixes the random numbers, values every slot, and makes the schedule as it stands the best. */
export function begin(walk: usize): void {
  for (let i = 0; i < MIXING; i++) bits(walk);
  const slots = word(walk, SLOTS);
  let served = 0;
  for (let t = 0; t < slots; t++) served += rankSlot(walk, t);
  store<i32>(walk + SERVED, served);
  store<i32>(walk + BEST_SERVED, served);
  keepBest(walk);
}

/** Tries so many exchanges at one temperature. */
export function exchangeAll(walk: usize, moves: i32, temperature: f64): void {
  const sessions = word(walk, SESSIONS);
  const slots = word(walk, SLOTS);
  const areas = word(walk, AREAS);
  const cellCount = slots * areas;
  const row = pointer(walk, ROW);
  const movableCount = word(walk, MOVABLE_COUNT);
  const movable = pointer(walk, MOVABLE);
  const best = pointer(walk, BEST);
  const gap = pointer(walk, GAP);
  const cells = pointer(walk, CELLS);
  const cellOf = pointer(walk, CELL_OF);
  const allowed = pointer(walk, ALLOWED);
  const values = pointer(walk, VALUES);
  const losses = pointer(walk, LOSSES);
  for (let i = 0; i < moves; i++) {
    const session = load<i32>(movable + ((<usize>below(walk, movableCount)) << 2));
    const toSlot = below(walk, slots);
    const to = toSlot * areas + below(walk, areas);
    const from = load<i32>(cellOf + ((<usize>session) << 2));
    const fromSlot = from / areas;
    if (toSlot == fromSlot || load<u8>(allowed + <usize>(session * cellCount + to)) == 0) continue;
    const other = load<i32>(cells + ((<usize>to) << 2));
    if (other != sessions && load<u8>(allowed + <usize>(other * cellCount + from)) == 0) continue;
    const most = temperature * load<f64>(losses + ((<usize>(bits(walk) >>> 20)) << 3));
    const fromRow = <usize>fromSlot * row;
    const toRow = <usize>toSlot * row;
    const sessionRow = <usize>session * row;
    const otherRow = <usize>other * row;
    const change =
      exchanged(best + fromRow, gap + fromRow, sessionRow, otherRow, row) -
      load<i32>(values + ((<usize>fromSlot) << 2)) +
      exchanged(best + toRow, gap + toRow, otherRow, sessionRow, row) -
      load<i32>(values + ((<usize>toSlot) << 2));
    if (<f64>change < -most) continue;
    store<i32>(cells + ((<usize>to) << 2), session);
    store<i32>(cells + ((<usize>from) << 2), other);
    store<i32>(cellOf + ((<usize>session) << 2), to);
    if (other != sessions) store<i32>(cellOf + ((<usize>other) << 2), from);
    rankSlot(walk, fromSlot);
    rankSlot(walk, toSlot);
    const served = word(walk, SERVED) + change;
    store<i32>(walk + SERVED, served);
    if (served <= word(walk, BEST_SERVED)) continue;
    store<i32>(walk + BEST_SERVED, served);
    keepBest(walk);
  }
}

function keepBest(walk: usize): void {
  const sessions = <usize>word(walk, SESSIONS);
  memory.copy(pointer(walk, BEST_CELL_OF), pointer(walk, CELL_OF), sessions << 2);
}

function rankSlot(walk: usize, slot: i32): i32 {
  const areas = word(walk, AREAS);
  const sessions = word(walk, SESSIONS);
  const row = pointer(walk, ROW);
  const cells = pointer(walk, CELLS);
  const list = pointer(walk, LIST);
  let count = 0;
  for (let at = slot * areas; at < (slot + 1) * areas; at++) {
    const session = load<i32>(cells + ((<usize>at) << 2));
    if (session == sessions) continue;
    store<i32>(list + ((<usize>count) << 2), session * <i32>row);
    count++;
  }
  const at = <usize>slot * row;
  const absent = pointer(walk, ABSENT) + at;
  const value = rank(pointer(walk, BEST) + at, pointer(walk, GAP) + at, absent, list, count, row);
  store<i32>(pointer(walk, VALUES) + ((<usize>slot) << 2), value);
  return value;
}
