/** How many times within which time. */
export interface Rate {
  readonly most: number;
  readonly withinMs: number;
}

interface Count {
  readonly since: number;
  taken: number;
}

/**
 * Counts per key in windows of a fixed length that begin with a key's first try. In memory, at most
 * `mostKeys` of them: in a flood from more, the oldest are forgotten, and the limit of the whole site
 * is what holds. Nothing is kept of a key beyond its window.
 */
export class RateLimit {
  readonly #rate: Rate;
  readonly #mostKeys: number;
  readonly #now: () => number;
  readonly #counts = new Map<string, Count>(); // oldest window first
  #sweeps = false;

  constructor(rate: Rate, mostKeys: number, now: () => number = Date.now) {
    this.#rate = rate;
    this.#mostKeys = mostKeys;
    this.#now = now;
  }

  /** Takes one try; 0 when it may go on, else how many seconds to wait. */
  take(key: string): number {
    const now = this.#now();
    this.#sweep(now);
    const count = this.#counts.get(key) ?? this.#begin(key, now);
    if (count.taken >= this.#rate.most)
      return Math.max(1, Math.ceil((count.since + this.#rate.withinMs - now) / 1000));
    count.taken += 1;
    return 0;
  }

  /** How many keys it remembers now. */
  get size(): number {
    return this.#counts.size;
  }

  #begin(key: string, now: number): Count {
    const oldest = this.#counts.keys().next();
    if (this.#counts.size >= this.#mostKeys && !oldest.done) this.#counts.delete(oldest.value);
    const count = { since: now, taken: 0 };
    this.#counts.set(key, count);
    this.#sweepLater();
    return count;
  }

  #sweepLater(): void {
    if (this.#sweeps) return;
    this.#sweeps = true;
    setTimeout(() => {
      this.#sweeps = false;
      this.#sweep(this.#now());
      if (this.#counts.size > 0) this.#sweepLater();
    }, this.#rate.withinMs).unref();
  }

  #sweep(now: number): void {
    for (const [key, { since }] of this.#counts) {
      if (now < since + this.#rate.withinMs) return;
      this.#counts.delete(key);
    }
  }
}
