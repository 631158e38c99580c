import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'plenary-demo-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the demo builds into a small folder that needs nothing else', () => {
  const script = fileURLToPath(new URL('../demo/build.mjs', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(readdirSync(folder).toSorted()).toEqual(['demo.css', 'demo.js', 'index.html']);
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const linked = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1]);
  expect(linked).toEqual(['demo.css', 'demo.js']);
  const code = readFileSync(join(folder, 'demo.js'), 'utf8');
  expect(code).not.toMatch(/\b(?:import|fetch)\s*\(|^\s*import\b/m);
  expect(code.length).toBeLessThan(120_000);
});
