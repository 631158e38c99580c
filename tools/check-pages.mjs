// Types of the pages: first the catalogue and the route types, which are generated, then svelte-check.
import { spawnSync } from 'node:child_process';
import { compile } from '@inlang/paraglide-js';
import { catalogue } from '../apps/web/catalogue.mjs';

const run = (command, args) => spawnSync(command, args, { stdio: 'inherit' }).status ?? 1;

process.chdir('apps/web');
await compile(catalogue);
if (run('svelte-kit', ['sync']) !== 0) process.exit(1);
process.exit(
  run('svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human']),
);
