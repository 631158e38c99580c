// Draws what is served and its proven limit over time, as the SVG that the package's README shows.
//   npx -- node bench/scheduler/plot.mjs --only aamas15 --seconds 25
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { loadHighsMaster } from '../../packages/scheduler/highs/highs-master.ts';
import { greedySchedule } from '../../packages/scheduler/src/greedy.ts';
import { createProver } from '../../packages/scheduler/src/prove-bound.ts';
import { scoreSchedule } from '../../packages/scheduler/src/score.ts';
import { createSolver } from '../../packages/scheduler/src/solve.ts';
import { loadProblems } from './load-problems.mjs';

const { values } = parseArgs({
  options: {
    /** For the search, which then is over, and for the proof. */
    search: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '20' },
    only: { type: 'string', default: 'aamas15' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: 'packages/scheduler/docs/aamas15.svg' },
  },
});
/** Where the axis of time, which is logarithmic, begins. */
const FIRST = 0.02;
const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [720, 320, 64, 120, 24, 40];

const { name, problem } = loadProblems().find((one) => one.name.includes(values.only));
const greedy = scoreSchedule(problem, greedySchedule(problem)).served;
const { found, limit, end } = await measure();
mkdirSync(dirname(values.out), { recursive: true });
writeFileSync(values.out, draw());
console.log(`${name}: ${found.at(-1).value} of at most ${limit.at(-1).value} after ${end.toFixed(1)} s`);

/** Both take turns, and the clock of each counts what the processor did for it, as on two cores. */
async function measure() {
  const createMaster = await loadHighsMaster();
  const solver = createSolver(problem, { seed: Number(values.seed) });
  const prover = createProver(problem, { createMaster, found: greedySchedule(problem).placements });
  const lines = { found: [], limit: [] };
  const clocks = { found: 0, limit: 0 };
  const work = (line, step) => {
    const start = process.cpuUsage();
    const value = step();
    const { user, system } = process.cpuUsage(start);
    clocks[line] += (user + system) / 1e6;
    if (lines[line].at(-1)?.value !== value) lines[line].push({ at: clocks[line], value });
    return value;
  };
  const [search, seconds] = [Number(values.search), Number(values.seconds)];
  for (let served = 0; Math.max(clocks.found, clocks.limit) < seconds;) {
    if (clocks.found <= clocks.limit && clocks.found < search) {
      const now = work('found', () => solver.step(512, clocks.found / search).served);
      if (now > served) prover.tell(solver.best().placements);
      served = now;
    } else work('limit', () => prover.step(20_000).bound);
    const proof = prover.proof();
    if (proof.finished && clocks.found >= search) break;
    if (proof.proven && proof.bound === Math.max(served, prover.best().score.served)) {
      if (proof.bound > served) lines.found.push({ at: clocks.limit, value: proof.bound }); // the proof came upon it
      break;
    }
  }
  prover.dispose();
  return { ...lines, end: Math.max(clocks.found, clocks.limit) };
}

function draw() {
  const all = [...found, ...limit].map(({ value }) => value);
  const least = Math.min(greedy, ...all);
  const most = Math.max(...all);
  const pad = (most - least) * 0.06;
  const x = (at) =>
    LEFT + ((WIDTH - LEFT - RIGHT) * Math.log(Math.max(at, FIRST) / FIRST)) / Math.log(end / FIRST);
  const y = (value) => TOP + ((HEIGHT - TOP - BOTTOM) * (most + pad - value)) / (most - least + 2 * pad);
  const steps = (points) =>
    points
      .map(
        ({ at, value }, i) =>
          `${i === 0 ? 'M' : 'H'}${x(at).toFixed(1)}${i === 0 ? ' ' : 'V'}${y(value).toFixed(1)}`,
      )
      .join('') + `H${x(end).toFixed(1)}`;
  const marks = [0.02, 0.1, 0.5, 1, 2, 5, 10, 20, 60, 300].filter((at) => at <= end);
  const proven = found.at(-1).value === limit.at(-1).value;
  const right = WIDTH - RIGHT + 8;
  const number = (value) => value.toLocaleString('en');
  const label = (value, text, kind, shift = 0) =>
    `<text class="${kind}" x="${right}" y="${(y(value) + 4 + shift).toFixed(1)}">${text}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title">
<title id="title">${name}: within ${end.toFixed(1)} seconds the interest served rises from ${number(greedy)} after one greedy pass to ${number(found.at(-1).value)}, and its proven limit falls from ${number(limit[0].value)} to ${number(limit.at(-1).value)}.</title>
<style>
text { font: 13px system-ui, sans-serif; fill: #525c6b }
.found { stroke: #0b655b } .limit { stroke: #a3271f; stroke-dasharray: 7 4 } .greedy { stroke: #8b919b; stroke-dasharray: 2 4 }
path { fill: none; stroke-width: 2.5 } .axis { stroke: #8b919b; stroke-width: 1 }
text.found { fill: #0b655b; stroke: none } text.limit { fill: #a3271f; stroke: none } text.greedy { stroke: none }
@media (prefers-color-scheme: dark) {
text, text.greedy { fill: #a9b1bd } .found { stroke: #63c9b9 } .limit { stroke: #ff9d91 } text.found { fill: #63c9b9 } text.limit { fill: #ff9d91 }
}
</style>
<path class="axis" d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}"/>
${marks.map((at) => `<path class="axis" d="M${x(at).toFixed(1)} ${HEIGHT - BOTTOM}v5"/><text x="${x(at).toFixed(1)}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${at} s</text>`).join('\n')}
${[least, most].map((value) => `<text x="${LEFT - 8}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${number(value)}</text>`).join('\n')}
<path class="greedy" d="M${LEFT} ${y(greedy).toFixed(1)}H${WIDTH - RIGHT}"/>
<path class="limit" d="${steps(limit)}"/>
<path class="found" d="${steps(found)}"/>
${label(greedy, 'one greedy pass', 'greedy')}
${proven ? label(found.at(-1).value, `${number(found.at(-1).value)}: proven`, 'found') : label(limit.at(-1).value, `limit ${number(limit.at(-1).value)}`, 'limit', -6) + label(found.at(-1).value, `served ${number(found.at(-1).value)}`, 'found', 6)}
</svg>
`;
}
