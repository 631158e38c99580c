// Searches, then proves, on one core, and prints a Markdown table. See README.md.
import { parseArgs } from 'node:util';
import { loadHighsMaster } from '../../packages/scheduler/highs/highs-master.ts';
import { createProver } from '../../packages/scheduler/src/prove-bound.ts';
import { createSolver } from '../../packages/scheduler/src/solve.ts';
import { loadProblems } from './load-problems.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    proof: { type: 'string', default: '60' },
    seeds: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    'without-highs': { type: 'boolean', default: false },
  },
});
const createMaster = values['without-highs'] ? undefined : await loadHighsMaster();

console.log('| problem | placed | served | search | quick bound | bound | gap | proof |');
console.log('|---|---|---|---|---|---|---|---|');
for (const { name, problem } of loadProblems()) {
  if (!values.only.split(',').some((part) => name.includes(part))) continue;
  const runs = values.seeds.split(',').map((seed) => run(problem, Number(seed)));
  const { placed, served, searched, quick, bound, proven, finished, proved } = median(runs);
  const gap = ((100 * (bound - served)) / bound).toFixed(2);
  const cells = [
    name,
    `${placed} of ${problem.sessions.length}`,
    number(served),
    `${searched.toFixed(1)} s`,
    number(quick),
    number(bound),
    `${gap} %`,
    `${proven ? 'proven in' : finished ? 'no lower after' : 'open after'} ${proved.toFixed(1)} s`,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

/** A search for so long, then a proof for so long, in seconds of the processor; both may end earlier. */
function run(problem, seed) {
  const fresh = structuredClone(problem); // so that compiling it is part of every run
  const searching = stopwatch();
  const solver = createSolver(fresh, { seed });
  for (let share = 0; share < 1 && !solver.proven(); share = searching() / Number(values.seconds)) {
    solver.step(512, share);
  }
  const found = solver.best();
  const searched = searching();
  const proving = stopwatch();
  const prover = createProver(fresh, { createMaster, found: found.placements });
  let proof = prover.proof();
  const lowered = [];
  while (!proof.finished && proving() < Number(values.proof)) {
    const { bound } = proof;
    proof = prover.step(100_000);
    if (proof.bound < bound) lowered.push(`${proof.bound} after ${proving().toFixed(1)} s`);
  }
  const proved = proving();
  const { placed, served } = prover.best()?.score ?? found.score;
  prover.dispose();
  console.warn(
    `${problem.name}, seed ${seed}: found ${found.score.served}, then ${served}; ${lowered.join(', ')}`,
  );
  return { placed, served, searched, quick: found.bound, ...proof, proved };
}

/** The run with the median gap, and of equal ones that with the median time. */
function median(runs) {
  const sorted = runs.toSorted((a, b) => a.bound - a.served - (b.bound - b.served) || a.proved - b.proved);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Seconds that this process has computed: others on the machine do not count. */
function stopwatch() {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
}

function number(value) {
  return value.toLocaleString('en');
}
