import { readFileSync } from 'node:fs';
import type { Problem, Schedule } from '../src/problem.ts';
import { readProblem } from '../src/read-problem.ts';
import { readSchedule } from '../src/read-schedule.ts';

/** What the person who called got wrong, in sentences that name file and place. */
export class InputError extends Error {
  readonly sentences: readonly string[];

  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'));
    this.sentences = sentences;
  }
}

export function loadProblem(file: string | undefined): Problem {
  if (file === undefined) throw new InputError(['the problem file is missing']);
  const result = readProblem(loadJson(file));
  if (!result.ok) throw new InputError(result.errors.map((error) => `${file}: ${error}`));
  return result.problem;
}

export function loadSchedule(file: string | undefined, problem: Problem): Schedule {
  if (file === undefined) throw new InputError(['the schedule file is missing']);
  const result = readSchedule(loadJson(file), problem);
  if (!result.ok) throw new InputError(result.errors.map((error) => `${file}: ${error}`));
  return result.schedule;
}

function loadJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new InputError([`${file}: ${error instanceof Error ? error.message : String(error)}`]);
  }
}
