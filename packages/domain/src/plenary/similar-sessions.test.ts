import fc from 'fast-check';
import { expect, it } from 'vitest';
import { similarSessions } from './similar-sessions.ts';

const described = (headlines: readonly string[]) =>
  headlines.map((headline, index) => ({ id: String(index), headline, topic: '', problem: '' }));
const pairs = (headlines: readonly string[]) =>
  similarSessions(described(headlines)).map(({ ids: [a, b] }) => [
    headlines[Number(a)],
    headlines[Number(b)],
  ]);

it('finds what reads alike among much that does not, in any order of words', () => {
  expect(
    pairs([
      'Live migration of large guests',
      'Nested virtualisation on ARM',
      'Migrating large guests live',
      'A roadmap for the next release',
      'Testing in the CI lab',
      'Fuzzing the hypercall interface',
    ]),
  ).toEqual([['Live migration of large guests', 'Migrating large guests live']]);
});

it('counts rare words, not common ones', () => {
  expect(
    pairs([
      'What to do about the scheduler',
      'What to do about the network',
      'What to do about the disk',
      'What to do about scheduler latency',
    ]),
  ).toEqual([['What to do about the scheduler', 'What to do about scheduler latency']]);
});

it('finds nothing in nothing', () => {
  expect(similarSessions([])).toEqual([]);
  expect(pairs(['a', '??', 'the and for'])).toEqual([]);
});

it('gives each pair once, the most alike first, the same for any order of the sessions', () => {
  const word = fc.constantFrom('boot', 'disk', 'net', 'arm', 'fuzz', 'test');
  const headline = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(fc.array(headline, { maxLength: 5 }), (headlines) => {
      const found = similarSessions(described(headlines));
      const again = similarSessions(described(headlines).toReversed());
      const key = ({ ids, similarity }: (typeof found)[number]) =>
        `${ids.toSorted().join(' ')} ${similarity.toFixed(9)}`;
      expect(again.map(key).toSorted()).toEqual(found.map(key).toSorted());
      expect(new Set(found.map(({ ids }) => ids.toSorted().join())).size).toBe(found.length);
      for (const [index, pair] of found.entries())
        expect(pair.similarity).toBeLessThanOrEqual((found[index - 1]?.similarity ?? 1) + 1e-9);
    }),
  );
});
