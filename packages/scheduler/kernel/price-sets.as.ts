// AssemblyScript, not TypeScript: one depth of the search for the heaviest set (src/simd-levels.ts), with the numbers of
// src/sparse-levels.ts. A row of weights has a byte per person. Rows of what people have and of what they are promised
// have a word of 16 bits per person, in units of 1/128 of interest, so that no weight exceeds what such a word holds.

import { pointer, word } from './memory.as';

/** From a weight to units of shares, as a shift. */
const UNIT_BITS: i32 = 7;
/** From units of shares to those of prices. */
const RATIO: f64 = 8;
/** No weight is higher, in units of shares. */
const HIGHEST: i16 = 255 << 7;
const MOST_STEPS: i32 = 60;
const LOOK: i32 = 4;
const WORTHWHILE: f64 = 0.2;
const STRIDE: f64 = 1.7;

// What the search knows all the while, in words of four bytes; src/simd-levels.ts writes them in this order.
/** Bytes of a row of weights, a multiple of 16. */
const ROW: usize = 0;
const SESSIONS: usize = 4;
const WEIGHTS: usize = 8;
/** By session, eight bytes each. */
const PRICES: usize = 12;
/** By two sessions, bytes: 1 when they cannot run at once. */
const APART: usize = 16;
/** By person, 16 bits each. */
const EXCESS: usize = 20;
/** The largest gains, eight bytes each, and their positions. */
const LARGEST: usize = 24;
const POSITIONS: usize = 28;
/** By position, eight bytes each. */
const GAINS: usize = 32;
/** Gains computed, added up. */
const WORK: usize = 36;
/** Share may move by so much per step and session too many, in units of shares. */
const LONGEST_STRIDE: usize = 40;

// A depth.
const COUNT: usize = 0;
const SESSION: usize = 4;
const GAIN: usize = 8;
const LIMIT: usize = 12;
const SHARE: usize = 16;
const BEST: usize = 20;

function real(base: usize, at: i32): f64 {
  return load<f64>(base + ((<usize>at) << 3));
}

function integer(base: usize, at: i32): i32 {
  return load<i32>(base + ((<usize>at) << 2));
}

function sum(lanes: v128): f64 {
  return (
    <f64>i32x4.extract_lane(lanes, 0) +
    <f64>i32x4.extract_lane(lanes, 1) +
    <f64>i32x4.extract_lane(lanes, 2) +
    <f64>i32x4.extract_lane(lanes, 3)
  );
}

/** The weights of eight people, in units of shares. */
function shares(weights: usize): v128 {
  return i16x8.shl(v128.load_ext<u8>(weights), UNIT_BITS);
}

/** What a session adds for people who have `have`, in units of prices. */
function more(weights: usize, have: usize, row: usize): f64 {
  let low = i32x4.splat(0);
  let high = i32x4.splat(0);
  for (let at: usize = 0; at < row; at += 16) {
    const first = i16x8.sub_sat_u(shares(weights + at), v128.load(have + (at << 1)));
    const next = i16x8.sub_sat_u(shares(weights + at + 8), v128.load(have + (at << 1), 16));
    low = i32x4.add(low, i32x4.extadd_pairwise_i16x8_s(first));
    high = i32x4.add(high, i32x4.extadd_pairwise_i16x8_s(next));
  }
  return RATIO * sum(i32x4.add(low, high));
}

/** `more` of the session at a position, its price taken off. */
function gainAt(pricing: usize, level: usize, k: i32, have: usize): f64 {
  const session = integer(pointer(level, SESSION), k);
  const row = pointer(pricing, ROW);
  return (
    more(pointer(pricing, WEIGHTS) + <usize>session * row, have, row) -
    real(pointer(pricing, PRICES), session)
  );
}

// The largest few of many numbers above zero, as src/largest.ts has them.
let largestCount: i32 = 0;
let largestSum: f64 = 0;

function clearLargest(): void {
  largestCount = 0;
  largestSum = 0;
}

function rejects(values: usize, value: f64, most: i32): bool {
  return value <= 0 || (largestCount >= most && (most == 0 || value <= real(values, most - 1)));
}

function offer(values: usize, positions: usize, value: f64, position: i32, most: i32): void {
  if (rejects(values, value, most)) return;
  let at: i32;
  if (largestCount < most) at = largestCount++;
  else {
    at = most - 1;
    largestSum -= real(values, at);
  }
  largestSum += value;
  for (; at > 0 && real(values, at - 1) < value; at--) {
    store<f64>(values + ((<usize>at) << 3), real(values, at - 1));
    store<i32>(positions + ((<usize>at) << 2), integer(positions, at - 1));
  }
  store<f64>(values + ((<usize>at) << 3), value);
  store<i32>(positions + ((<usize>at) << 2), position);
}

/**
 * Takes position `k` of a level, which `value` includes, and fills the next one with what is still worth its price;
 * returns how many sessions that has, 0 when nothing above the floor is there.
 */
export function take(
  pricing: usize,
  level: usize,
  next: usize,
  k: i32,
  value: f64,
  left: i32,
  floor: f64,
  thorough: bool,
): i32 {
  const row = pointer(pricing, ROW);
  const values = pointer(pricing, LARGEST);
  const positions = pointer(pricing, POSITIONS);
  const gains = pointer(pricing, GAINS);
  const sessions = pointer(level, SESSION);
  const before = pointer(level, GAIN);
  const count = word(level, COUNT);
  const taken = integer(sessions, k);
  const apart = pointer(pricing, APART) + <usize>(taken * word(pricing, SESSIONS));
  const best = pointer(next, BEST);
  seat(pointer(pricing, WEIGHTS) + <usize>taken * row, pointer(level, BEST), best, row);
  store<i32>(next, 0, COUNT);
  clearLargest();
  let j = k + 1;
  for (; j < count && !rejects(values, real(before, j), left); j++) {
    const allowed = load<u8>(apart + <usize>integer(sessions, j)) == 0;
    const gain = allowed ? gainAt(pricing, level, j, best) : -f64.MAX_VALUE;
    store<f64>(gains + ((<usize>j) << 3), gain);
    offer(values, positions, gain, j, left);
  }
  store<i32>(pricing, word(pricing, WORK) + j - k, WORK);
  if (value + largestSum <= floor) return 0;
  store<i32>(pricing, word(pricing, WORK) + count - j, WORK);
  for (; j < count; j++) {
    const allowed = load<u8>(apart + <usize>integer(sessions, j)) == 0;
    store<f64>(gains + ((<usize>j) << 3), allowed ? gainAt(pricing, level, j, best) : -f64.MAX_VALUE);
  }
  const least = thorough ? floor - value - largestSum : 0;
  for (j = k + 1; j < count; j++) {
    const gain = real(gains, j);
    const allowed = load<u8>(apart + <usize>integer(sessions, j)) == 0;
    if (allowed && gain > least) insert(next, integer(sessions, j), gain);
  }
  promise(pointer(level, SHARE), best, pointer(next, SHARE), row);
  return word(next, COUNT);
}

/** What people have when the session comes. */
function seat(weights: usize, before: usize, best: usize, row: usize): void {
  for (let at: usize = 0; at < row; at += 8)
    v128.store(best + (at << 1), i16x8.max_s(v128.load(before + (at << 1)), shares(weights + at)));
}

/** Shares of the next level: those of the one before, and at least what people have. */
function promise(before: usize, best: usize, share: usize, row: usize): void {
  const end = row << 1;
  for (let at: usize = 0; at < end; at += 16)
    v128.store(share + at, i16x8.max_s(v128.load(before + at), v128.load(best + at)));
}

/** Puts a session behind those of the level that gain as much or more. */
function insert(level: usize, session: i32, gain: f64): void {
  const sessions = pointer(level, SESSION);
  const gains = pointer(level, GAIN);
  let at = word(level, COUNT);
  store<i32>(level, at + 1, COUNT);
  for (; at > 0 && real(gains, at - 1) < gain; at--) {
    store<f64>(gains + ((<usize>at) << 3), real(gains, at - 1));
    store<i32>(sessions + ((<usize>at) << 2), integer(sessions, at - 1));
  }
  store<f64>(gains + ((<usize>at) << 3), gain);
  store<i32>(sessions + ((<usize>at) << 2), session);
}

/** As src/relax-level.ts: what a set is worth at most; when that exceeds the floor, also by the session it begins with. */
export function relax(pricing: usize, level: usize, value: f64, left: i32, floor: f64): f64 {
  const row = pointer(pricing, ROW);
  const values = pointer(pricing, LARGEST);
  const positions = pointer(pricing, POSITIONS);
  const count = word(level, COUNT);
  const gains = pointer(level, GAIN);
  const share = pointer(level, SHARE);
  const best = pointer(level, BEST);
  const longest = <f64>word(pricing, LONGEST_STRIDE);
  let lowest = Infinity;
  let before = Infinity;
  for (let step = 0; ; step++) {
    clearLargest();
    let k = 0;
    for (; k < count && !rejects(values, real(gains, k), left); k++)
      offer(values, positions, gainAt(pricing, level, k, share), k, left);
    store<i32>(pricing, word(pricing, WORK) + k, WORK);
    const limit = value + promised(share, best, row) + largestSum;
    lowest = min(lowest, limit);
    if (limit <= floor || step == MOST_STEPS) break;
    if (step % LOOK == 0) {
      if (before - lowest < (lowest - floor) * WORTHWHILE) break;
      before = lowest;
    }
    const norm = countExcess(pricing, level, row);
    if (norm == 0) break;
    const stride = Math.floor(((limit - floor) * STRIDE) / (norm * RATIO) + 0.5);
    move(share, best, pointer(pricing, EXCESS), <i16>max<f64>(1, min<f64>(stride, longest)), row);
  }
  if (lowest > floor) limitEach(pricing, level, value, left, row);
  return lowest;
}

/** What shares exceed what people have by, in units of prices. */
function promised(share: usize, best: usize, row: usize): f64 {
  let total = i32x4.splat(0);
  const end = row << 1;
  for (let at: usize = 0; at < end; at += 16) {
    const more = i16x8.sub(v128.load(share + at), v128.load(best + at));
    total = i32x4.add(total, i32x4.extadd_pairwise_i16x8_s(more));
  }
  return RATIO * sum(total);
}

/** By person: how many of the largest sessions exceed their share, less one; returns the sum of squares. */
function countExcess(pricing: usize, level: usize, row: usize): f64 {
  const weights = pointer(pricing, WEIGHTS);
  const positions = pointer(pricing, POSITIONS);
  const sessions = pointer(level, SESSION);
  const share = pointer(level, SHARE);
  const best = pointer(level, BEST);
  const excess = pointer(pricing, EXCESS);
  const count = largestCount;
  // Where the rows of the largest begin, in place of their positions.
  for (let i = 0; i < count; i++) {
    const session = integer(sessions, integer(positions, i));
    store<u32>(positions + ((<usize>i) << 2), <u32>(weights + <usize>session * row));
  }
  let squares = i32x4.splat(0);
  for (let at: usize = 0; at < row; at += 8) {
    const promised = v128.load(share + (at << 1));
    let beyond = i16x8.splat(-1);
    for (let i = 0; i < count; i++) {
      const weights = <usize>load<u32>(positions + ((<usize>i) << 2)) + at;
      beyond = i16x8.sub(beyond, i16x8.gt_s(shares(weights), promised));
    }
    const none = v128.and(
      i16x8.lt_s(beyond, i16x8.splat(0)),
      i16x8.eq(promised, v128.load(best + (at << 1))),
    );
    beyond = v128.andnot(beyond, none);
    squares = i32x4.add(squares, i32x4.dot_i16x8_s(beyond, beyond));
    v128.store(excess + (at << 1), beyond);
  }
  return sum(squares);
}

function move(share: usize, best: usize, excess: usize, stride: i16, row: usize): void {
  const by = i16x8.splat(stride);
  const highest = i16x8.splat(HIGHEST);
  const end = row << 1;
  for (let at: usize = 0; at < end; at += 16) {
    const way = i16x8.mul(v128.load(excess + at), by);
    const moved = i16x8.min_s(highest, i16x8.add_sat_s(v128.load(share + at), way));
    v128.store(share + at, i16x8.max_s(v128.load(best + at), moved));
  }
}

function limitEach(pricing: usize, level: usize, value: f64, left: i32, row: usize): void {
  const values = pointer(pricing, LARGEST);
  const positions = pointer(pricing, POSITIONS);
  const count = word(level, COUNT);
  const share = pointer(level, SHARE);
  const limits = pointer(level, LIMIT);
  const base = value + promised(share, pointer(level, BEST), row);
  clearLargest();
  for (let k = count - 1; k >= 0; k--) {
    const gain = gainAt(pricing, level, k, share);
    store<f64>(limits + ((<usize>k) << 3), base + gain + largestSum);
    if (left > 1) offer(values, positions, gain, k, left - 1);
  }
  store<i32>(pricing, word(pricing, WORK) + count, WORK);
}
