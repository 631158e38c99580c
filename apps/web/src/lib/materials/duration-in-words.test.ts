import { expect, it } from 'vitest';
import { durationInWords } from './duration-in-words.ts';

it.each([
  [1, '1 sec'],
  [119, '119 sec'],
  [120, '2 min'],
  [47 * 60 + 20, '47 min'],
  [59 * 60 + 40, '1 hr'],
  [3600 + 12 * 60, '1 hr 12 min'],
])('%i seconds are %s', (seconds, words) => expect(durationInWords(seconds)).toBe(words));
