// Runs the benchmarks: all of them, or those that are named. What follows a dash goes to each.
//   npm run bench
//   npm run bench -- schedule-page interest-tap
//   npm run bench -- scheduler --seeds 1 --only imitation
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BENCHMARKS = {
  startup: 'startup.mjs',
  'schedule-page': 'schedule-page.mjs',
  'interest-tap': 'interest-tap.mjs',
  live: 'live.mjs',
  phone: 'phone.mjs',
  notes: 'notes.mjs',
  materials: 'materials.mjs',
  posts: 'posts.mjs',
  prices: 'scheduler/prices.mjs',
  'scheduler-speed': 'scheduler/speed.mjs',
  'scheduler-runs': 'scheduler/run.mjs',
  scheduler: 'scheduler/goals.mjs', // takes half an hour, so it comes last
};

const args = process.argv.slice(2);
const dash = args.findIndex((arg) => arg.startsWith('-'));
const names = dash === -1 ? args : args.slice(0, dash);
const options = dash === -1 ? [] : args.slice(dash);
const unknown = names.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. Try: ${Object.keys(BENCHMARKS).join(', ')}`);
  process.exit(1);
}
let failed = false;
for (const [name, file] of Object.entries(BENCHMARKS)) {
  if (names.length > 0 && !names.includes(name)) continue;
  console.log(`\n## ${name}\n`);
  const script = fileURLToPath(new URL(file, import.meta.url));
  const { status } = spawnSync(process.execPath, [script, ...options], { stdio: 'inherit' });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
