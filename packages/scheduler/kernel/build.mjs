// Builds kernel.as.ts, and what it takes from beside it, into src/kernel-module.ts; with --check only says whether that would change it.
//   npx -- node packages/scheduler/kernel/build.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

const SOURCE = 'kernel.as.ts';
const FILES = [SOURCE, 'memory.as.ts', 'price-sets.as.ts'];
const WASM = 'kernel.wasm';
const OPTIONS = ['--runtime', 'stub', '--enable', 'simd', '-O3', '--noAssert', '--importMemory'];

const target = new URL('../src/kernel-module.ts', import.meta.url);
const text = await buildModule();
if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  console.error('src/kernel-module.ts is not what kernel/ gives. Try building it again.');
  process.exitCode = 1;
}

/** The text of the module file: the same source and compiler give the same on every machine. */
async function buildModule() {
  const written = new Map();
  const { error, stderr } = await asc.main([SOURCE, '--outFile', WASM, ...OPTIONS], {
    readFile: (name) => (FILES.includes(name) ? readFileSync(new URL(name, import.meta.url), 'utf8') : null),
    writeFile: (name, contents) => void written.set(name, contents),
    listFiles: () => [],
  });
  if (error) throw new Error(stderr.toString(), { cause: error });
  const digits = Buffer.from(written.get(WASM)).toString('hex');
  return `/** What kernel/build.mjs makes of kernel.as.ts, in hexadecimal digits. */
export const KERNEL_MODULE =
  '${digits}';
`;
}
