// How fast the search is: evaluations in either kernel, moves, and what a second chain adds. See README.md.
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { createBestTwo } from '../../packages/scheduler/src/best-two.ts';
import { compileProblem } from '../../packages/scheduler/src/compile-problem.ts';
import { generateProblem } from '../../packages/scheduler/src/generate.ts';
import { createRandom } from '../../packages/scheduler/src/random.ts';
import { createSolver } from '../../packages/scheduler/src/solve.ts';
import { Timetable } from '../../packages/scheduler/src/timetable.ts';
import { solveInThreads } from '../../packages/scheduler/threads/solve-in-threads.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    iterations: { type: 'string', default: '2000000' },
  },
});
const seconds = Number(values.seconds);
const size = { people: 1000, sessions: 200, slots: 12, areas: 20, seed: 1 };
const problems = Object.fromEntries(
  ['plain', 'full'].map((kind) => [kind, generateProblem({ ...size, kind })]),
);
const BATCH = 10_000;

const MEASURES = {
  'exact swap evaluations/s, simd': () => evaluations('simd'),
  'exact swap evaluations/s, plain': () => evaluations('plain'),
  'moves/s, without seats, simd': () => moves('plain', 'simd'),
  'moves/s, without seats, plain': () => moves('plain', 'plain'),
  'moves/s, with seats, simd': () => moves('full', 'simd'),
  'moves/s, with seats, plain': () => moves('full', 'plain'),
};

console.log(`${size.people} people, ${size.sessions} sessions, ${size.slots} slots, ${size.areas} areas.\n`);
const results = Object.fromEntries(Object.keys(MEASURES).map((name) => [name, []]));
const chains = [];
const loads = [];
// Round by round, so that whoever else uses the machine disturbs all alike.
for (let round = 0; round < Number(values.rounds); round++) {
  for (const [name, measure] of Object.entries(MEASURES)) results[name].push(measure());
  chains.push({ one: await measureChains(1), two: await measureChains(2) });
  loads.push(loadavg()[0]);
}
console.log('| measure | median | least | most |\n|---|---|---|---|');
const whole = (value) => Math.round(value).toLocaleString('en');
for (const [name, all] of Object.entries(results)) row(name, all, whole);
const ratio = (value) => value.toFixed(2);
row(
  'two chains ÷ one, moves/s by the clock',
  chains.map(({ one, two }) => two.byClock / one.byClock),
  ratio,
);
row(
  'two chains ÷ one, twice moves per second of the processor',
  chains.map(({ one, two }) => (2 * two.byProcessor) / one.byProcessor),
  ratio,
);
console.log(
  `\nLoad of the machine at the end of each round: ${loads.map((load) => load.toFixed(1)).join(', ')}.`,
);

function row(name, all, format) {
  const sorted = all.toSorted((a, b) => a - b);
  const picked = [sorted[Math.floor(sorted.length / 2)], sorted[0], sorted.at(-1)];
  console.log(`| ${[name, ...picked.map(format)].join(' | ')} |`);
}

/** Pairs of placed sessions of two slots that would change places, per second of the processor. */
function evaluations(kernel) {
  const timetable = new Timetable(compileProblem(problems.plain));
  for (let s = 0; s < size.sessions; s++) timetable.put(s, s % size.slots, Math.floor(s / size.slots));
  const { start } = timetable;
  const bestTwo = createBestTwo(timetable, kernel);
  const random = createRandom(1);
  let done = 0;
  const elapsed = processorSeconds();
  while (elapsed() < seconds) {
    for (let i = 0; i < BATCH; i++) {
      const a = random.below(size.sessions);
      const b = random.below(size.sessions);
      if (start[a] === start[b]) continue;
      bestTwo.change(start[a], a, b);
      bestTwo.change(start[b], b, a);
      done++;
    }
  }
  return done / elapsed();
}

/** Moves of a whole search, from hot to cold, per second of the processor. */
function moves(kind, kernel) {
  const solver = createSolver(problems[kind], { seed: 1, kernel });
  const elapsed = processorSeconds();
  let done = 0;
  while (elapsed() < seconds) done = solver.step(512, Math.min(1, elapsed() / seconds)).iterations;
  return done / elapsed();
}

/** Moves of all chains, the start of threads included. Where others use the machine, only the processor's time tells how two cores would do. */
async function measureChains(count) {
  const iterations = Number(values.iterations);
  const began = performance.now();
  const elapsed = processorSeconds();
  const { tried } = await solveInThreads(problems.plain, { seed: 1, chains: count, iterations });
  return { byClock: (1000 * tried) / (performance.now() - began), byProcessor: tried / elapsed() };
}

/** Counts what this process computes: others on the machine hardly count. */
function processorSeconds() {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
}
