// Everything that can be checked without running the product: `npm run check`. With names, only those.
import { spawn, spawnSync } from 'node:child_process';

/** The longest first. */
const CHECKS = {
  'types: pages': ['node', 'tools/check-pages.mjs'],
  format: ['prettier', '--check', '--log-level', 'warn', '.'],
  lint: ['oxlint', '--deny-warnings'],
  'types: scheduler': ['tsc', '-p', 'packages/scheduler'],
  'types: scheduler on Node': ['tsc', '-p', 'packages/scheduler/tsconfig.node.json'],
  'types: scheduler demo': ['tsc', '-p', 'packages/scheduler/demo'],
  'types: domain': ['tsc', '-p', 'packages/domain'],
  'types: api': ['tsc', '-p', 'packages/api'],
  direction: [
    'depcruise',
    '--config',
    'tools/dependency-cruiser.cjs',
    'packages',
    'apps/web/src',
    'apps/web/server',
  ],
  'dead code': ['knip', '--config', 'tools/knip.json'],
  sizes: ['node', 'tools/check-sizes.mjs'],
  catalogue: ['node', 'tools/check-catalogue.mjs'],
};

const AT_ONCE = 2; // the smallest machine that runs this has two processors
const wanted = process.argv.slice(2);
const waiting = Object.entries(CHECKS).filter(
  ([name]) => wanted.length === 0 || wanted.some((word) => name.includes(word)),
);
const failed = [];

/** Takes checks from those that wait until none is left; what one prints is shown when it ends. */
async function checkOneByOne() {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [name, [command, ...args]] = next;
    const started = Date.now();
    const said = [];
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk) => said.push(chunk));
    child.stderr.on('data', (chunk) => said.push(chunk));
    const status = await new Promise((resolve) => {
      child.on('error', (error) => {
        said.push(Buffer.from(`${error.message}\n`));
        resolve(1);
      });
      child.on('close', resolve);
    });
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    process.stdout.write(Buffer.concat(said));
    console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
    if (status !== 0) failed.push(name);
  }
}

// Several of them read what this writes.
if (spawnSync('node', ['tools/prepare-pages.mjs'], { stdio: 'inherit' }).status !== 0) process.exit(1);
await Promise.all(Array.from({ length: AT_ONCE }, checkOneByOne));
if (failed.length > 0) {
  console.error(`\nNot in order: ${failed.join(', ')}. Try: npm run check -- ${failed[0].split(':')[0]}`);
  process.exit(1);
}
