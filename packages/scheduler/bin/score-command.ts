import { scoreSchedule } from '../src/score.ts';
import { InputError, loadProblem, loadSchedule } from './input-file.ts';

/** Prints the score as JSON; the exit code is 1 when hard rules are broken. */
export function scoreCommand([problemFile, scheduleFile, ...rest]: readonly string[]): number {
  if (rest.length > 0) throw new InputError([`"${rest[0]}" is one file too many`]);
  const problem = loadProblem(problemFile);
  const score = scoreSchedule(problem, loadSchedule(scheduleFile, problem));
  console.log(JSON.stringify(score, null, 2));
  return score.hard === 0 ? 0 : 1;
}
