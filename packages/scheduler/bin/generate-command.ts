import { generateProblem } from '../src/generate.ts';
import { InputError } from './input-file.ts';
import { wholeNumber } from './read-number.ts';
import { writeJson } from './write-schedule.ts';

export type GenerateFlags = {
  readonly people?: string | undefined;
  readonly sessions?: string | undefined;
  readonly slots?: string | undefined;
  readonly areas?: string | undefined;
  readonly kind?: string | undefined;
  readonly seed?: string | undefined;
  readonly out?: string | undefined;
};

/** The largest event that somebody may ask for: beyond, a mistyped number would fill the memory. */
const MOST = { people: 20_000, sessions: 2_000, slots: 200, areas: 200 };

/** Writes an event as one might meet it, the same for the same flags. */
export function generateCommand(files: readonly string[], flags: GenerateFlags): number {
  if (files.length > 0) throw new InputError([`"${files[0]}" is one word too many`]);
  const { kind = 'full', seed = '1' } = flags;
  if (kind !== 'full' && kind !== 'plain') {
    throw new InputError([`--kind: expected full or plain, found "${kind}"`]);
  }
  const problem = generateProblem({
    people: size('people', flags.people ?? '45'),
    sessions: size('sessions', flags.sessions ?? '30'),
    slots: size('slots', flags.slots ?? '10'),
    areas: size('areas', flags.areas ?? '6'),
    seed: wholeNumber('--seed', seed),
    kind,
  });
  writeJson(problem, flags.out);
  return 0;
}

function size(of: keyof typeof MOST, text: string): number {
  const value = wholeNumber(`--${of}`, text);
  if (value >= 1 && value <= MOST[of]) return value;
  throw new InputError([`--${of}: expected 1 to ${MOST[of]}, found ${value}`]);
}
