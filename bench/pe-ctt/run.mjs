// Post-enrolment course timetabling (ITC 2007, track 2) with parts of the scheduler's engine. See README.md.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { anneal } from './anneal.mjs';
import { judge, readInstance } from './instance.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '300' },
    seeds: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
});
const folder =
  process.env['PLENARY_PE_CTT'] ?? fileURLToPath(new URL('../../../shared/pe-ctt/itc2007', import.meta.url));
if (!existsSync(folder))
  throw new Error('No instances. Try setting PLENARY_PE_CTT to a folder of .tim files.');

const names = readdirSync(folder).filter((file) => file.endsWith('.tim'));
const numberOf = (name) => Number(/(\d+)\.tim$/.exec(name)[1]);
console.log(
  '| # | events x rooms x students | without an event | all placed after | soft cost, best | all | moves/s |',
);
console.log('|---|---|---|---|---|---|---|');
for (const name of names.toSorted((a, b) => numberOf(a) - numberOf(b))) {
  if (values.only !== '' && !values.only.split(',').map(Number).includes(numberOf(name))) continue;
  const instance = readInstance(readFileSync(join(folder, name), 'utf8'));
  const runs = values.seeds.split(',').map((seed) => {
    const start = process.cpuUsage();
    const seconds = () => {
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1e6;
    };
    const found = anneal(instance, Number(seed), () => seconds() / Number(values.seconds));
    const verdict = judge(instance, found.slotOf, found.roomOf);
    if (verdict.hard > 0) throw new Error(`${name}, seed ${seed}: ${verdict.hard} hard rules are broken`);
    return {
      ...verdict,
      placedAfter: found.filledAt * Number(values.seconds),
      speed: found.moves / seconds(),
    };
  });
  const sorted = runs.toSorted((a, b) => a.distance - b.distance || a.soft - b.soft);
  const { events, rooms, students } = instance;
  const all = runs.map(({ distance, soft }) => (distance > 0 ? `inf (${distance})` : soft)).join(', ');
  const slowest = Math.max(...runs.map((run) => run.placedAfter)).toFixed(1);
  const speed = Math.round(runs.reduce((sum, run) => sum + run.speed, 0) / runs.length).toLocaleString('en');
  console.log(
    `| ${numberOf(name)} | ${events} x ${rooms} x ${students} | ${sorted[0].distance} | ${slowest} s | ${sorted[0].soft} | ${all} | ${speed} |`,
  );
}
