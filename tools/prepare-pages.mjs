// Writes what tests and type checks of the pages need and no build has made yet: the compiled
// catalogue and SvelteKit's types and tsconfig.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from '@inlang/paraglide-js';
import { catalogue } from '../apps/web/catalogue.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..', 'apps', 'web'));
await compile(catalogue);
const { status } = spawnSync('svelte-kit', ['sync'], { stdio: 'inherit' });
if (status !== 0) {
  console.error('SvelteKit could not write its types. Try: npm ci, and start this through npm.');
  process.exit(1);
}
