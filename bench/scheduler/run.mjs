// Solves every problem of a folder and prints a Markdown table. See README.md.
import { parseArgs } from 'node:util';
import { generateProblem } from '../../packages/scheduler/src/generate.ts';
import { greedySchedule } from '../../packages/scheduler/src/greedy.ts';
import { scoreSchedule } from '../../packages/scheduler/src/score.ts';
import { findProblems } from './load-problems.mjs';
import { number, row, searchFor } from './search-for.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    seeds: { type: 'string', default: '1,2,3' },
    only: { type: 'string', default: '' },
  },
});
const seconds = Number(values.seconds);
const seeds = values.seeds.split(',').map(Number);

console.log('| problem | greedy | placed | served (median) | unlimited | bound | gap | moves/s | time |');
console.log('|---|---|---|---|---|---|---|---|---|');
for (const { name, problem } of findProblems() ?? generatedProblems()) {
  if (!name.includes(values.only)) continue;
  const greedy = scoreSchedule(problem, greedySchedule(problem));
  const runs = seeds.map((seed) => searchFor(problem, seed, seconds));
  runs.sort((a, b) => a.score.placed - b.score.placed || a.score.served - b.score.served);
  const median = runs[Math.floor(runs.length / 2)];
  const { score, bound } = median;
  if (runs.some((r) => r.score.hard > 0)) throw new Error(`${name}: a hard rule is broken`);
  const gap = ((100 * (bound - score.served)) / bound).toFixed(2);
  row(
    name,
    `${number(greedy.served)} (${greedy.placed})`,
    `${score.placed} of ${problem.sessions.reduce((sum, s) => sum + (s.priority ?? 1), 0)}`,
    number(score.served),
    number(score.unlimited),
    number(bound),
    `${gap} %`,
    number(Math.round(median.iterations / median.elapsed)),
    `${median.elapsed.toFixed(1)} s`,
  );
}

function generatedProblems() {
  console.warn('No problem files: measuring generated problems. Try setting PLENARY_SCHEDULING.');
  const sizes = [
    { people: 50, sessions: 30, slots: 10, areas: 6 },
    { people: 250, sessions: 90, slots: 12, areas: 9 },
    { people: 1000, sessions: 150, slots: 7, areas: 25 },
  ];
  return sizes.flatMap((size) =>
    ['plain', 'full'].map((kind) => {
      const problem = generateProblem({ ...size, seed: 1, kind });
      return { name: problem.name, problem };
    }),
  );
}
