import { expect, test } from 'vitest';
import { diffSchedules } from './diff.ts';

const at = (session: string, slot: string, area: string) => ({ session, slot, area });

test('a diff tells added, moved, removed and kept sessions apart', () => {
  const before = { placements: [at('stays', 't1', 'a'), at('goes', 't1', 'b'), at('moves', 't2', 'a')] };
  const after = { placements: [at('moves', 't2', 'b'), at('stays', 't1', 'a'), at('comes', 't1', 'b')] };
  expect(diffSchedules(before, after)).toEqual({
    added: [at('comes', 't1', 'b')],
    moved: [{ session: 'moves', from: at('moves', 't2', 'a'), to: at('moves', 't2', 'b') }],
    removed: [at('goes', 't1', 'b')],
    kept: [at('stays', 't1', 'a')],
  });
});
