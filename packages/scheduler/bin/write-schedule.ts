import { writeFileSync } from 'node:fs';
import type { Schedule } from '../src/problem.ts';
import { InputError } from './input-file.ts';

/** Writes a schedule as JSON, to standard output without a file; an InputError says why a file cannot be written. */
export function writeSchedule(schedule: Schedule, file: string | undefined): void {
  writeJson(schedule, file);
}

/** The same for anything. */
export function writeJson(value: unknown, file: string | undefined): void {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new InputError([`${file}: ${error instanceof Error ? error.message : String(error)}`]);
  }
}
