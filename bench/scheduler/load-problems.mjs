// The problem files that the benchmarks measure.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readProblem } from '../../packages/scheduler/src/read-problem.ts';

/** Every problem of the folder `PLENARY_SCHEDULING`, or of `shared/scheduling` next to the repository. */
export function loadProblems() {
  const problems = findProblems();
  if (!problems) throw new Error('No problem files. Try setting PLENARY_SCHEDULING.');
  return problems;
}

/** The same; undefined where there are none. */
export function findProblems() {
  const repository = join(dirname(fileURLToPath(import.meta.url)), '../..');
  const folder = [process.env.PLENARY_SCHEDULING, join(repository, '../shared/scheduling')]
    .filter((one) => one !== undefined)
    .flatMap((one) => [join(one, 'problems'), one])
    .find((one) => existsSync(one) && readdirSync(one).some((file) => file.endsWith('.json')));
  if (!folder) return undefined;
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.map((file) => {
    const result = readProblem(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    if (!result.ok) throw new Error(result.errors.map((error) => `${file}: ${error}`).join('\n'));
    return { name: file.replace(/\.json$/, ''), problem: result.problem };
  });
}
