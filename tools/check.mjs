// Everything that can be checked without running the product: `npm run check`. With names, only those.
import { spawnSync } from 'node:child_process';

const CHECKS = {
  format: ['prettier', '--check', '--log-level', 'warn', '.'],
  lint: ['oxlint', '--deny-warnings'],
  'types: scheduler': ['tsc', '-p', 'packages/scheduler'],
  'types: scheduler on Node': ['tsc', '-p', 'packages/scheduler/tsconfig.node.json'],
  'types: scheduler demo': ['tsc', '-p', 'packages/scheduler/demo'],
  'types: domain': ['tsc', '-p', 'packages/domain'],
  'types: api': ['tsc', '-p', 'packages/api'],
  'types: pages': ['node', 'tools/check-pages.mjs'],
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

const wanted = process.argv.slice(2);
const failed = [];
for (const [name, [command, ...args]] of Object.entries(CHECKS)) {
  if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) continue;
  const started = Date.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`\nNot in order: ${failed.join(', ')}. Try: npm run check -- ${failed[0].split(':')[0]}`);
  process.exit(1);
}
