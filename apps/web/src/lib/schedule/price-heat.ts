import type { Choices } from './picking.svelte.ts';
import type { Choice } from './price-words.ts';

/** 1 costs the most interest of all cells that are possible, 5 wins the most. */
export type HeatStep = 1 | 2 | 3 | 4 | 5;

const STEPS = 5;

/** How warm each cell is for the session in the hand; `least` and `most` are the changes of what is served. */
export interface Heat {
  readonly least: number;
  readonly most: number;
  readonly steps: ReadonlyMap<string, HeatStep>;
}

/**
 * Each possible cell's step of five equal ones between the dearest and the best; refused cells have
 * none. Undefined when all possible cells are worth the same: then there is nothing to see.
 */
export function heatOf(choices: Choices): Heat | undefined {
  let least = Infinity;
  let most = -Infinity;
  for (const choice of choices.values()) {
    if (choice.kind === 'refused') continue;
    least = Math.min(least, choice.price.served);
    most = Math.max(most, choice.price.served);
  }
  if (!(least < most)) return undefined;
  const stepOf = ({ price }: Exclude<Choice, { kind: 'refused' }>): HeatStep =>
    Math.min(STEPS, 1 + Math.floor((STEPS * (price.served - least)) / (most - least))) as HeatStep; // 1 to 5 by construction
  const steps = new Map<string, HeatStep>();
  for (const [cell, choice] of choices) if (choice.kind !== 'refused') steps.set(cell, stepOf(choice));
  return { least, most, steps };
}
