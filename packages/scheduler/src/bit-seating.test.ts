import { expect, test } from 'vitest';
import { BitSeating } from './bit-seating.ts';
import { compileProblem } from './compile-problem.ts';
import { generateProblem } from './generate.ts';
import { createRandom } from './random.ts';
import { SeatPeople } from './seat-people.ts';
import { loadSimd } from './simd.ts';

test('sets of bits seat as many of each weight as people one by one, whatever runs and however few the seats', () => {
  const random = createRandom(11);
  let turnedAway = 0;
  for (const people of [1, 63, 64, 65, 128, 700]) {
    const size = { people, sessions: 20, slots: 6, areas: 6, seed: people };
    const compiled = compileProblem(generateProblem({ ...size, kind: 'full' }));
    const oneByOne = new SeatPeople(compiled);
    const bits = new BitSeating(compiled, loadSimd()!);
    for (let i = 0; i < 200; i++) {
      const sessions = Int32Array.from([...compiled.length.keys()].filter(() => random.below(4) === 0)).slice(
        0,
        6,
      );
      const seats = sessions.map(() => random.below(1 + Math.ceil(people / 4)));
      const slot = random.below(6);
      const expected = oneByOne.value(slot, sessions, seats, sessions.length);
      expect(bits.value(slot, sessions, seats, sessions.length)).toBe(expected);
      const everyone = sessions.map(() => people);
      if (expected < oneByOne.value(slot, sessions, everyone, sessions.length)) turnedAway++;
    }
  }
  expect(turnedAway).toBeGreaterThan(300);
});
