// Builds the demo page into a folder that needs no server: its files can be opened or put anywhere.
//   npx -- node packages/scheduler/demo/build.mjs [folder]
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = process.argv[2] ?? join(here, 'build');

/** One script with all that it imports. */
async function bundle(file) {
  const build = await rolldown({ input: join(here, file), platform: 'browser' });
  const { output } = await build.generate({ format: 'iife', minify: true });
  await build.close();
  return output[0].code;
}

const worker = await bundle('worker.ts');
const page = await bundle('demo.ts');

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'demo.js'), `const WORKER_CODE = ${JSON.stringify(worker)};\n${page}`);
for (const file of ['index.html', 'demo.css']) copyFileSync(join(here, file), join(folder, file));
console.log(`Built into ${folder}: open ${join(folder, 'index.html')}`);
