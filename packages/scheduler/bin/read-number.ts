import { InputError } from './input-file.ts';

/** The number that a flag was given; an InputError names both when it is none. */
export function wholeNumber(flag: string, text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InputError([`${flag}: expected a whole number, found "${text}"`]);
  return Number(text);
}

/** As `wholeNumber`, with a fraction, and above 0. */
export function positiveNumber(flag: string, text: string): number {
  const value = Number(text);
  if (text === '' || !(value > 0) || value === Infinity) {
    throw new InputError([`${flag}: expected a number above 0, found "${text}"`]);
  }
  return value;
}
