import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LABEL_FORMATS, LABELS_ON, nameSize, onSheets } from './label-formats.ts';

it('puts every badge on a sheet once and in order, after the labels that are used', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string(), { maxLength: 60 }),
      fc.constantFrom(...LABEL_FORMATS),
      fc.integer({ min: -3, max: 40 }),
      (names, format, start) => {
        const sheets = onSheets(names, format, start);
        expect(sheets.flat().filter((cell) => cell !== null)).toEqual(names);
        for (const sheet of sheets) expect(sheet.length).toBeLessThanOrEqual(LABELS_ON[format]);
        for (const sheet of sheets.slice(0, -1)) expect(sheet.length).toBe(LABELS_ON[format]);
        const used = Math.min(Math.max(start, 1), LABELS_ON[format]) - 1;
        if (names.length > 0) expect(sheets[0]?.findIndex((cell) => cell !== null)).toBe(used);
      },
    ),
  );
});

it('writes short names large and long ones small', () => {
  const sizes = [
    'Ada',
    'Ada Lovelace',
    'Maximiliane Musterfrau',
    'Karl-Theodor Maria Nikolaus',
    'x'.repeat(60),
  ].map(nameSize);
  expect(sizes).toEqual(['xl', 'xl', 'm', 'm', 'xs']);
});
