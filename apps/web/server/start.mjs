// The first thing that runs, on whatever Node the machine has: so plain JavaScript, and a sentence
// before anything newer is loaded.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfNeeded } from './build-if-needed.mjs';

const OLDEST_MAJOR = 24;
const here = dirname(fileURLToPath(import.meta.url));

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

function major(version) {
  return Number(version.split('.')[0]);
}

/** The Node that came with `npm ci`, as the package `node`. */
function broughtAlong() {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
    const binary = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

if (major(process.versions.node) < OLDEST_MAJOR) {
  const newer = broughtAlong();
  if (!newer || process.env.PLENARY_RESTARTED) {
    fail(
      `Plenary needs Node ${OLDEST_MAJOR} or newer and this is Node ${process.versions.node}. ` +
        'The right one comes along with the packages. Try: npm ci && npm start',
    );
  }
  const child = spawn(newer, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: { ...process.env, PLENARY_RESTARTED: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
} else {
  try {
    buildIfNeeded();
  } catch (error) {
    fail(error.message);
  }
  await import(join(here, '..', 'build', 'server', 'main.js')); // server/main.ts
}
