import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lockDataFolder } from './lock-data-folder.ts';

const module = new URL('./lock-data-folder.ts', import.meta.url).href;

function lockFromAnotherProcess(folder: string): { ok: boolean; said: string } {
  const code = `const { lockDataFolder } = await import(${JSON.stringify(module)}); lockDataFolder(${JSON.stringify(folder)});`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  return { ok: child.status === 0, said: child.stderr };
}

it('belongs to one process at a time, and says which', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plenary-lock-'));
  const unlock = lockDataFolder(folder);
  const refused = lockFromAnotherProcess(folder);
  expect(refused.ok).toBe(false);
  expect(refused.said).toContain(`in use by process ${process.pid}`);
  unlock();
  expect(lockFromAnotherProcess(folder).ok).toBe(true);
});

it('is taken over from a process that is gone, never from a busy one by age', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plenary-lock-'));
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  writeFileSync(join(folder, 'lock'), String(gone));
  const unlock = lockDataFolder(folder);
  expect(readFileSync(join(folder, 'lock'), 'utf8')).toBe(String(process.pid));
  unlock();
});
