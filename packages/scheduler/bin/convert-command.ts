import { readFileSync } from 'node:fs';
import type { Conversion, Converted } from '../src/convert/converted.ts';
import { fromInterests } from '../src/convert/from-interests.ts';
import { fromScheduleJson, isScheduleJson } from '../src/convert/from-schedule-json.ts';
import { fromSessionScheduler, isSessionScheduler } from '../src/convert/from-session-scheduler.ts';
import { readProblem } from '../src/read-problem.ts';
import { InputError } from './input-file.ts';
import { writeJson } from './write-schedule.ts';

/**
 * Makes a problem of other tools' files: one that has the grid (schedule.json, an export of the session
 * scheduler, or a problem), then any number of tables of interests (CSV). Which is which is seen by what they hold.
 */
export function convertCommand(files: readonly string[], { out }: { out?: string | undefined }): number {
  const [first, ...tables] = files;
  if (first === undefined) throw new InputError(['the file to convert is missing']);
  let converted = gridOf(first);
  for (const file of tables) converted = taken(file, fromInterests(converted, read(file)));
  const checked = readProblem(converted.problem);
  if (!checked.ok) throw new InputError(checked.errors.map((error) => `${first}: ${error}`));
  writeJson(converted.problem, out);
  return 0;
}

function gridOf(file: string): Converted {
  const text = read(file);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InputError([
      `${file}: not JSON (${why}). A table of interests comes second, after the file that has slots and areas.`,
    ]);
  }
  if (isScheduleJson(json)) return taken(file, fromScheduleJson(json));
  if (isSessionScheduler(json)) return taken(file, fromSessionScheduler(json));
  const problem = readProblem(json);
  if (!problem.ok) throw new InputError(problem.errors.map((error) => `${file}: ${error}`));
  return { problem: problem.problem, titles: new Map() };
}

function taken(file: string, conversion: Conversion): Converted {
  if (!conversion.ok) throw new InputError(conversion.errors.map((error) => `${file}: ${error}`));
  return conversion;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new InputError([`${file}: ${error instanceof Error ? error.message : String(error)}`]);
  }
}
