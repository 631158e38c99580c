/** Milliseconds since 1970, the same in all threads, of a clock that does not jump. */
export function clock(): number {
  return performance.timeOrigin + performance.now();
}
