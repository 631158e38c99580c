import type { CompiledProblem } from './compile-problem.ts';
import { find } from './index-by-id.ts';
import type { Problem } from './problem.ts';

/** A lead's own session is worth this much to them. */
const LEAD_WEIGHT = 100;

export type Interest = Pick<
  CompiledProblem,
  'weight' | 'kindCount' | 'kindWeight' | 'audience' | 'audienceStart'
>;

/** Who cares how much for what, as arrays; see {@link CompiledProblem}. */
export function compileInterest(
  problem: Problem,
  sessionIndex: ReadonlyMap<string, number>,
  leads: readonly (readonly number[])[],
): Interest {
  const people = problem.people.length;
  const weight = new Uint8Array(problem.sessions.length * people);
  const occurring = new Set<number>();
  problem.people.forEach((person, p) => {
    for (const [id, value] of Object.entries(person.interest)) {
      weight[find(sessionIndex, 'session', id) * people + p] = value;
      occurring.add(value);
    }
  });
  const weights = [...occurring].sort((a, b) => b - a);
  const kindWeight = Uint8Array.from([LEAD_WEIGHT, ...weights]);
  const kindCount = kindWeight.length;
  const kindOf = new Uint8Array(101);
  weights.forEach((value, i) => (kindOf[value] = i + 1));

  const audience: number[] = [];
  const audienceStart = new Int32Array(problem.sessions.length * kindCount + 1);
  problem.sessions.forEach((_, s) => {
    const kinds: number[][] = Array.from(kindWeight, () => []);
    const leading = new Set(leads[s]);
    for (let p = 0; p < people; p++) {
      const value = weight[s * people + p]!;
      if (leading.has(p)) kinds[0]!.push(p);
      else if (value > 0) kinds[kindOf[value]!]!.push(p);
    }
    for (const p of leading) weight[s * people + p] = LEAD_WEIGHT;
    kinds.forEach((list, kind) => {
      audienceStart[s * kindCount + kind] = audience.length;
      for (const p of list) audience.push(p);
    });
  });
  audienceStart[problem.sessions.length * kindCount] = audience.length;
  return { weight, kindCount, kindWeight, audience: Int32Array.from(audience), audienceStart };
}
