// How long the prices of one session in every cell take: what paints the board while a card is in the hand.
import { generateProblem } from '../../packages/scheduler/src/generate.ts';
import { greedySchedule } from '../../packages/scheduler/src/greedy.ts';
import { priceAllCells, priceAllSwaps } from '../../packages/scheduler/src/price-move.ts';
import { median } from '../server.mjs';

const SIZES = [
  { people: 45, sessions: 30, slots: 12, areas: 10 },
  { people: 260, sessions: 90, slots: 12, areas: 9 },
  { people: 1000, sessions: 150, slots: 7, areas: 25 },
];
const MOST = 40;

console.log('| problem | one session in all cells, median | largest | with swaps, median | target |');
console.log('|---|---|---|---|---|');
for (const size of SIZES) {
  for (const kind of ['plain', 'full']) {
    const problem = generateProblem({ ...size, seed: 1, kind });
    const { placements } = greedySchedule(problem);
    const cells = time(problem, (id) => priceAllCells(problem, placements, id));
    const swaps = time(problem, (id) => priceAllSwaps(problem, placements, id));
    const words = `${size.people} × ${size.sessions} × ${size.slots} × ${size.areas} ${kind}`;
    console.log(
      `| ${words} | ${median(cells).toFixed(1)} ms | ${Math.max(...cells).toFixed(1)} ms | ${median(swaps).toFixed(1)} ms | 16 ms |`,
    );
  }
}

function time(problem, price) {
  const sessions = problem.sessions.slice(0, MOST);
  for (const { id } of sessions) price(id); // the engine learns what it runs often
  return sessions.map(({ id }) => {
    const start = performance.now();
    price(id);
    return performance.now() - start;
  });
}
