import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeCsv } from './csv.ts';

it('quotes what needs it and runs nothing', () => {
  expect(
    writeCsv([
      ['Name', 'Seats'],
      ['Ada, "the first"', 3],
    ]),
  ).toBe('Name,Seats\r\n"Ada, ""the first""",3\r\n');
  expect(writeCsv([['=1+1', '+1', '-1', '@x', '\tx', '\rx', '"=1']])).toBe(
    `'=1+1,'+1,'-1,'@x,'\tx,"'\rx","""=1"\r\n`,
  );
  expect(writeCsv([[-1]])).toBe('-1\r\n');
});

it('never begins a cell with what a spreadsheet runs', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const [first] = writeCsv([[text]]).replace(/^"/, '');
      expect(first === undefined || !/[=+\-@\t]/.test(first)).toBe(true);
    }),
  );
});
