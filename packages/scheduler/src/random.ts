/** A stream of pseudo-random numbers that is the same on every machine for the same seed. */
export type Random = {
  /** The next 32 bits, as an integer 0..2³²−1. */
  bits(): number;
  /** An integer 0..n−1, for n from 1 to 2²⁰; the bias is below n/2³². */
  below(n: number): number;
};

/**
 * Chris Doty-Humphrey's sfc32 (PractRand, 2010): 32-bit additions, shifts and a rotation only,
 * so that no engine can differ. Seeds that are equal modulo 2³² give the same stream.
 */
export function createRandom(seed: number): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = seed | 0;
  let counter = 1;

  function bits(): number {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  }

  function below(n: number): number {
    return Math.floor((bits() * n) / 4294967296);
  }

  for (let i = 0; i < 15; i++) bits();
  return { bits, below };
}
