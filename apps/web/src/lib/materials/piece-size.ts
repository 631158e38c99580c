/** Below what a form may be: a proxy that lets forms pass lets the first piece pass. */
const FIRST = 2_000_000;
/** What the server takes (`server/limit-body.ts`). */
const LARGEST = 16_000_000;
const SMALLEST = 500_000;
/** Milliseconds of a piece: the round trips between pieces take more of the time, or much is lost with one that breaks off. */
const QUICK = 500;
const SLOW = 4000;

/**
 * How large the next piece of an upload is: they double while they arrive quickly, and are halved when one was slow, failed
 * or was too large for a proxy; beyond that none grows again.
 */
export class PieceSize {
  /** Of the next piece. */
  bytes = FIRST;
  #most = LARGEST;
  #begun: number;

  /** `now`: milliseconds of a clock that never goes back, as for the methods. */
  constructor(now: number) {
    this.#begun = now;
  }

  /** A piece has arrived, and the next one begins. */
  arrived(now: number): number {
    const took = now - this.#begun;
    this.#begun = now;
    if (took < QUICK) this.bytes = Math.min(this.#most, 2 * this.bytes);
    else if (took > SLOW) this.#halve();
    return this.bytes;
  }

  failed(tooLarge: boolean): number {
    this.#halve();
    if (tooLarge) this.#most = this.bytes;
    return this.bytes;
  }

  #halve(): void {
    this.bytes = Math.max(SMALLEST, this.bytes / 2);
  }
}
