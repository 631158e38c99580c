import { expect, test } from 'vitest';
import { acceptableLoss, temperatureShare } from './cooling.ts';

test('the temperature falls from 1 to a twentieth and stays within for any progress', () => {
  expect(temperatureShare(0)).toBe(1);
  expect(temperatureShare(1)).toBeCloseTo(0.05, 3);
  expect(temperatureShare(0.5)).toBeCloseTo(Math.sqrt(0.05), 2);
  expect(temperatureShare(-1)).toBe(1);
  expect(temperatureShare(2)).toBe(temperatureShare(1));
});

test('acceptable losses are the negative logarithms that Metropolis needs', () => {
  for (const draw of [0, 1, 17, 2048, 4095]) {
    expect(acceptableLoss(draw * 2 ** 20)).toBeCloseTo(-Math.log((draw + 0.5) / 4096), 9);
  }
});
