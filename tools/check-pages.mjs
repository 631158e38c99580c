// Types of the pages: first the catalogue and the route types, which are generated, then svelte-check.
import { spawnSync } from 'node:child_process';

const run = (command, args) => spawnSync(command, args, { cwd: 'apps/web', stdio: 'inherit' }).status ?? 1;

if (run('paraglide-js', ['compile', '--project', './project.inlang', '--outdir', './src/lib/paraglide', '--silent']) !== 0) process.exit(1);
if (run('svelte-kit', ['sync']) !== 0) process.exit(1);
process.exit(
  run('svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human']),
);
