import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Problem, Schedule, Score } from '../src/problem.ts';
import { readProblem } from '../src/read-problem.ts';

/** Scores a schedule independently of this package. */
export type Check = (problem: Problem, schedule: Pick<Schedule, 'placements'>) => Score;

export type Shared = {
  readonly check: Check;
  /** The checker's source. */
  readonly source: string;
  readonly problems: readonly { readonly name: string; readonly problem: Problem }[];
};

/**
 * The problem files and the independent checker, which lie outside the repository: in
 * `PLENARY_SCHEDULING`, or in `shared/scheduling` next to it. Undefined, loudly, where they are
 * missing; on CI that is an error, because tests that silently do not run protect nothing.
 */
export async function findShared(): Promise<Shared | undefined> {
  const nextToRepository = fileURLToPath(new URL('../../../../shared/scheduling', import.meta.url));
  const folder = process.env['PLENARY_SCHEDULING'] ?? nextToRepository;
  if (!existsSync(join(folder, 'check.mjs'))) {
    const sentence = `No check.mjs in ${folder}: the scheduler is NOT compared with the independent checker. Try setting PLENARY_SCHEDULING.`;
    if (process.env['CI']) throw new Error(sentence);
    console.warn(`\n*** ${sentence} ***\n`);
    return undefined;
  }
  const { check } = (await import(pathToFileURL(join(folder, 'check.mjs')).href)) as { check: Check };
  const files = readdirSync(join(folder, 'problems')).filter((file) => file.endsWith('.json'));
  const problems = files.map((file) => {
    const result = readProblem(JSON.parse(readFileSync(join(folder, 'problems', file), 'utf8')));
    if (!result.ok) throw new Error(`${file}: ${result.errors.join('; ')}`);
    return { name: file.replace(/\.json$/, ''), problem: result.problem };
  });
  return { check, source: readFileSync(join(folder, 'check.mjs'), 'utf8'), problems };
}
