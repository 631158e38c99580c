/** A stream of pseudo-random numbers that is the same on every machine for the same seed. */
export type Random = {
  /** The next 32 bits, as an integer 0..2³²−1. */
  bits(): number;
  /** An integer 0..n−1, for n from 1 to 2²⁰; the bias is below n/2³². */
  below(n: number): number;
};

/** So many first numbers are left out, until those of similar seeds have nothing in common. */
const MIXING = 15;

/** The four words that a stream begins with, before it is mixed; kernel/kernel.as.ts goes on with them too. */
export function unmixed(seed: number): [number, number, number, number] {
  return [0x9e3779b9, 0x243f6a88, seed | 0, 1];
}

/**
 * Chris Doty-Humphrey's sfc32 (PractRand, 2010): 32-bit additions, shifts and a rotation only,
 * so that no engine can differ. Seeds that are equal modulo 2³² give the same stream.
 */
export function createRandom(seed: number): Random {
  let [a, b, c, counter] = unmixed(seed);

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

  for (let i = 0; i < MIXING; i++) bits();
  return { bits, below };
}
