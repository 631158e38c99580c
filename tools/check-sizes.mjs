// No file is longer than 500 lines; the catalogue and lock files are data, not code.
import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

const MOST = 500;
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.(ts|mjs|cjs|svelte|css)$/.test(file));
const long = [];
for (const file of files) {
  let lines;
  try {
    lines = readFileSync(file, 'utf8').split('\n').length;
  } catch {
    continue; // deleted but not yet committed
  }
  if (lines > MOST) long.push(`${file}: ${lines} lines, ${MOST} at most`);
}
if (long.length > 0) {
  console.error(long.join('\n'));
  process.exit(1);
}
