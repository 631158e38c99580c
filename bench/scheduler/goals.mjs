// What the scheduler should reach on the shared problems, and what it does. See README.md.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadHighsMaster } from '../../packages/scheduler/highs/highs-master.ts';
import { greedySchedule } from '../../packages/scheduler/src/greedy.ts';
import { createProver } from '../../packages/scheduler/src/prove-bound.ts';
import { scoreSchedule } from '../../packages/scheduler/src/score.ts';
import { loadProblems } from './load-problems.mjs';
import { median, number, row, searchFor, stopwatch } from './search-for.mjs';
import { seatBlindSchedule } from './seat-blind.mjs';

/** Seconds of the clock. `gap` in per cent: 0 is proven optimal. `aboveBlind` in per cent of the search without seats. */
const GOALS = [
  { name: 'imitation-10x12x6x3-plain', least: 4_575, within: 0.1, proof: { gap: 0, within: 0.5 } },
  { name: 'imitation-45x30x10x6-plain', least: 38_075, within: 1, proof: { gap: 0, within: 2 } },
  { name: 'aamas16-161x60x10x6-plain', least: 51_500, within: 3, proof: { gap: 0, within: 10 } },
  { name: 'aamas15-201x120x16x8-plain', least: 106_300, within: 3, proof: { gap: 0.6, within: 60 } },
  { name: 'communities-260x90x12x9-plain', least: 244_300, within: 10, proof: { gap: 1, within: 300 } },
  { name: 'independent-260x90x12x9-plain', least: 242_800, within: 10, proof: { gap: 1, within: 300 } },
  { name: 'popular-1000x150x7x25-plain', least: 641_500, within: 5 },
  { name: 'imitation-45x30x10x6-full', aboveBlind: 3, within: 10 },
  { name: 'independent-45x48x10x6-full', aboveBlind: 3, within: 10 },
  { name: 'communities-260x90x12x9-full', aboveBlind: 3, within: 10 },
  { name: 'popular-1000x150x7x25-full', aboveBlind: 3, within: 10 },
];
/** So that a missed goal says by how much. */
const LEAST_PROOF_SECONDS = 30;
const LARGE = 'communities-5000x400x24x20-full';
const SELF = fileURLToPath(import.meta.url);

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1,2,3,4,5' },
    only: { type: 'string', default: '' },
    parts: { type: 'string', default: 'searches,seats,large,proofs' },
    // Proofs take minutes, and the search's seed matters little to them.
    'proof-seeds': { type: 'string', default: '1' },
    large: { type: 'boolean', default: false }, // this process is the one that solves the large problem
  },
});
const seeds = values.seeds.split(',').map(Number);
const proofSeeds = values['proof-seeds'].split(',').map(Number);
const problems = new Map(loadProblems().map(({ name, problem }) => [name, problem]));
const check = await independentChecker();

if (values.large) {
  console.log(JSON.stringify(solveLarge(problems.get(LARGE), seeds[0])));
} else {
  console.log(
    `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, seeds ${values.seeds}; load`,
  );
  console.log(`${loadavg()[0].toFixed(1)} at the start. Scored by ${check.name}.\n`);
  const wanted = ({ name }) => name.includes(values.only) && problems.has(name);
  const parts = values.parts.split(',');
  if (parts.includes('searches')) searches(GOALS.filter((goal) => goal.least && wanted(goal)));
  if (parts.includes('seats')) seats(GOALS.filter((goal) => goal.aboveBlind && wanted(goal)));
  if (parts.includes('large') && wanted({ name: LARGE })) large();
  if (parts.includes('proofs')) await proofs(GOALS.filter((goal) => goal.proof && wanted(goal)));
  console.log(`\nLoad at the end: ${loadavg()[0].toFixed(1)}.`);
}

function searches(goals) {
  if (goals.length === 0) return;
  console.log('| problem | within | wanted | median | least–most | reached by |\n|---|---|---|---|---|---|');
  for (const { name, least, within } of goals) {
    const problem = problems.get(name);
    const found = seeds.map((seed) => check.score(problem, searchFor(problem, seed, within)).unlimited);
    const by = `${found.filter((one) => one >= least).length} of ${seeds.length}`;
    row(name, `${within} s`, number(least), number(median(found)), range(found), by);
  }
}

function seats(goals) {
  if (goals.length === 0) return;
  console.log('\n| problem | within | blind to seats | served | more | wanted | placed | hard |');
  console.log('|---|---|---|---|---|---|---|---|');
  for (const { name, aboveBlind, within } of goals) {
    const problem = problems.get(name);
    const blind = [];
    const found = [];
    for (const seed of seeds) {
      blind.push(check.score(problem, seatBlindSchedule(problem, seed, within)));
      found.push(check.score(problem, searchFor(problem, seed, within)));
    }
    const [before, after] = [blind, found].map((all) => median(all.map((one) => one.served)));
    const more = `${(100 * (after / before - 1)).toFixed(2)} %`;
    const placed = `${median(found.map((one) => one.placed))} of ${mostPlaced(problem)}`;
    const hard = Math.max(...found.map((one) => one.hard));
    row(name, `${within} s`, number(before), number(after), more, `${aboveBlind} %`, placed, hard);
  }
}

/** In a process of its own, so that the memory is its own. */
function large() {
  const printed = execFileSync(process.execPath, [SELF, '--large', '--seeds', values.seeds], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { greedy, steps, memory } = JSON.parse(printed.trim().split('\n').at(-1));
  console.log(`\n${LARGE}, seed ${seeds[0]}: one greedy pass serves ${number(greedy)}.\n`);
  console.log('| run of | placed | served | hard | shown gap |\n|---|---|---|---|---|');
  for (const { took, placed, served, hard, gap } of steps)
    row(`${took.toFixed(1)} s`, placed, number(served), hard, `${gap.toFixed(1)} %`);
  console.log(`\nMemory at most ${memory} MiB (1,024 allowed).`);
}

/** Runs of their own, as long as each says: one that still has a minute is hot after five seconds. */
function solveLarge(problem, seed) {
  const steps = [3, 5, 10, 60].map((seconds) => {
    const { placements, bound, elapsed } = searchFor(problem, seed, seconds);
    const { placed, served, hard } = check.score(problem, { placements });
    return { took: elapsed, placed, served, hard, gap: (100 * (bound - served)) / bound };
  });
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  return { greedy: scoreSchedule(problem, greedySchedule(problem)).served, steps, memory };
}

async function proofs(goals) {
  if (goals.length === 0) return;
  const createMaster = await loadHighsMaster();
  console.log('\n| problem | wanted | served | bound | gap | reached after | bound at the end after |');
  console.log('|---|---|---|---|---|---|---|');
  for (const { name, within, proof } of goals)
    for (const seed of proofSeeds) {
      const problem = problems.get(name);
      const { served, bound, gap, reached, took } = prove(problem, seed, within, proof, createMaster);
      const wanted = proof.gap === 0 ? `proven in ${proof.within} s` : `${proof.gap} % in ${proof.within} s`;
      const when = reached === undefined ? 'not' : `${reached.toFixed(1)} s`;
      row(
        `${name}, seed ${seed}`,
        wanted,
        number(served),
        number(bound),
        `${gap.toFixed(2)} %`,
        when,
        `${took.toFixed(1)} s`,
      );
    }
}

/** A search, then a proof, which stops when it has the wanted gap or the time is over; both count. */
function prove(problem, seed, searching, wanted, createMaster) {
  const limit = Math.max(wanted.within, LEAST_PROOF_SECONDS);
  const elapsed = stopwatch();
  const found = searchFor(problem, seed, searching);
  const prover = createProver(structuredClone(problem), { createMaster, found: found.placements });
  let proof = prover.proof();
  const state = () => {
    const served = prover.best()?.score.served ?? found.score.served;
    return { served, bound: proof.bound, gap: (100 * (proof.bound - served)) / proof.bound };
  };
  let reached;
  while (reached === undefined && !proof.finished && elapsed() < limit) {
    proof = prover.step(50_000);
    if (state().gap <= wanted.gap) reached = elapsed();
  }
  const end = { ...state(), reached, took: elapsed() };
  prover.dispose();
  return end;
}

/** The checker that knows nothing of our code, where there is one. */
async function independentChecker() {
  const repository = join(dirname(SELF), '../..');
  const file = join(process.env.PLENARY_SCHEDULING ?? join(repository, '../shared/scheduling'), 'check.mjs');
  if (!existsSync(file)) return { name: 'our own scoring', score: scoreSchedule };
  const { check: score } = await import(file);
  return { name: 'the independent checker', score };
}

function mostPlaced({ sessions }) {
  return sessions.reduce((sum, { priority = 1 }) => sum + priority, 0);
}

function range(numbers) {
  return `${number(Math.min(...numbers))}–${number(Math.max(...numbers))}`;
}
