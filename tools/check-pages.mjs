// Types of the pages, once tools/prepare-pages.mjs has written what is generated.
import { spawnSync } from 'node:child_process';

const run = (command, args, cwd) => spawnSync(command, args, { cwd, stdio: 'inherit' }).status ?? 1;

const svelteCheck = ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'];
const pages = run('svelte-check', svelteCheck, 'apps/web');
// A service worker lives in another world than pages: it has types of its own.
process.exit(pages || run('tsc', ['-p', 'src/service-worker', '--noEmit'], 'apps/web'));
