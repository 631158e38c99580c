import { expect, it } from 'vitest';
import { ownParagraph } from './own-paragraph.ts';

it.each([
  ['', '', '![a](b)\n'],
  ['One.', '', 'One.\n\n![a](b)\n'],
  ['One.\n', '\nTwo.', 'One.\n\n![a](b)\n\nTwo.'],
  ['One.\n\n', '\n\n\nTwo.', 'One.\n\n![a](b)\n\n\nTwo.'],
  ['Mid', 'dle', 'Mid\n\n![a](b)\n\ndle'],
])('stands between %j and %j with an empty line on both sides', (before, behind, all) => {
  expect(`${before}${ownParagraph(before, '![a](b)', behind)}${behind}`).toBe(all);
});
