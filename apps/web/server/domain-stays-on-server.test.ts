import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { domainStaysOnServer } from './domain-stays-on-server.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plenary-build-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Builds a page of one file for the browser. */
async function buildPage(source: string): Promise<string> {
  writeFileSync(join(folder, 'page.ts'), source);
  const built = await build({
    ...{ root: folder, configFile: false, logLevel: 'silent', plugins: [domainStaysOnServer] },
    build: { write: false, minify: false, lib: { entry: join(folder, 'page.ts'), formats: ['es'] } },
  });
  const [first] = Array.isArray(built) ? built : [];
  return first?.output[0].code ?? '';
}

it('refuses a value of the domain or the API in the browser, and says what to do', async () => {
  for (const [statement, room] of [
    [
      "import { newId } from '@plenary/domain/kernel/ids.ts'; console.log(newId());",
      '@plenary/domain/kernel/ids.ts',
    ],
    ["import '@plenary/domain/kernel/ids.ts';", '@plenary/domain/kernel/ids.ts'],
    ["export * from '@plenary/api/error-status.ts';", '@plenary/api/error-status.ts'],
    ["console.log(await import('@plenary/domain/text/markdown.ts'));", '@plenary/domain/text/markdown.ts'],
  ] as const)
    await expect(buildPage(statement)).rejects.toThrow(
      `page.ts imports a value of ${room} into the browser. Import a type, or pass the value from a load function.`,
    );
});

it('lets types through', async () => {
  const code = await buildPage(
    "import type { Id } from '@plenary/domain/kernel/ids.ts'; export const ids: Id[] = ['kept'];",
  );
  expect(code).toContain('kept');
  expect(code).not.toContain('@plenary');
});
