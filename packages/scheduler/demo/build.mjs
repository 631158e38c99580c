// Builds the demo page into a folder that needs no server: its files can be opened or put anywhere.
//   npx -- node packages/scheduler/demo/build.mjs [folder]
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = process.argv[2] ?? join(here, 'build');

/** One script with all that it imports. */
async function bundle(file, plugins = []) {
  const build = await rolldown({ input: join(here, file), platform: 'browser', plugins });
  const { output } = await build.generate({ format: 'iife', minify: true });
  await build.close();
  return output[0].code;
}

// A page that was opened from a disk may not load a worker's script, but it may hold one.
const worker = await bundle('worker.ts');
const page = await bundle('demo.ts', [
  {
    name: 'worker',
    resolveId: (id) => (id === 'virtual:worker' ? `\0${id}` : null),
    load: (id) => (id === '\0virtual:worker' ? `export default ${JSON.stringify(worker)}` : null),
  },
]);

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'demo.js'), page);
for (const file of ['index.html', 'demo.css']) copyFileSync(join(here, file), join(folder, file));
console.log(`Built into ${folder}: open ${join(folder, 'index.html')}`);
