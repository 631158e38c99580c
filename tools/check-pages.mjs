// Types of the pages: generated ones first, then svelte-check.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const run = (command, args) => spawnSync(command, args, { cwd: 'apps/web', stdio: 'inherit' }).status ?? 1;

// The catalogue and the route types are written by a build; a fresh clone has neither.
if (
  !existsSync('apps/web/src/lib/paraglide/messages.js') &&
  run('vite', ['build', '--logLevel', 'error']) !== 0
)
  process.exit(1);
if (run('svelte-kit', ['sync']) !== 0) process.exit(1);
process.exit(
  run('svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human']),
);
