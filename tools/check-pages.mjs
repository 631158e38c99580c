// Types of the pages: what is generated first, then svelte-check.
import { spawnSync } from 'node:child_process';

const run = (command, args, cwd) => spawnSync(command, args, { cwd, stdio: 'inherit' }).status ?? 1;

if (run('node', ['tools/prepare-pages.mjs'], '.') !== 0) process.exit(1);
const svelteCheck = ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'];
const pages = run('svelte-check', svelteCheck, 'apps/web');
// A service worker lives in another world than pages: it has types of its own.
process.exit(pages || run('tsc', ['-p', 'src/service-worker', '--noEmit'], 'apps/web'));
