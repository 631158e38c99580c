import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(`${folder}README.md`, 'utf8');

test('the example runs and prints what one would hope for', () => {
  const code = /```ts\n([\s\S]*?)```/.exec(readme)?.[1];
  // The file lies in the package, so that its imports go through the package's own exports.
  const file = `${folder}readme-example-${process.pid}.ts`;
  try {
    writeFileSync(file, code ?? '');
    const { stdout, stderr, status } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [numbers, reason] = stdout.split('\n');
    expect(numbers).toBe('3 475 475');
    expect(reason).toContain('boot-time is in ');
    expect(stdout).toContain('ok: true');
    expect(stdout).toContain("kind: 'uprooted'");
  } finally {
    rmSync(file, { force: true });
  }
});

test('every file it lists exists', () => {
  const sources = readdirSync(`${folder}src`);
  const listed = [...readme.matchAll(/^\| `([a-z-]+\.ts)`/gm)].map((match) => match[1]);
  expect(listed.length).toBeGreaterThan(8);
  for (const file of listed) expect(sources).toContain(file);
});
