// The scheduler's demo page, from a folder of a disk: no server, no network.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { expectAccessible } from './accessible.ts';

const folder = mkdtempSync(join(tmpdir(), 'plenary-demo-'));
const page = pathToFileURL(join(folder, 'index.html')).href;
const example = {
  format: 'plenary-problem/1',
  slots: ['10:00', '11:00'].map((start, i) => ({ id: `t${i}`, day: '2027-04-28', start, end: '11:50' })),
  areas: [{ id: 'hall', seats: 2 }, { id: 'yard' }],
  sessions: [{ id: 'boot-time' }, { id: 'fuzzing' }, { id: 'docs', needs: ['a kitchen'] }],
  people: [{ id: 'ann', interest: { 'boot-time': 100, fuzzing: 75 } }],
};

test.beforeAll(() => {
  const script = fileURLToPath(new URL('../../../packages/scheduler/demo/build.mjs', import.meta.url));
  expect(spawnSync(process.execPath, [script, folder], { encoding: 'utf8' })).toMatchObject({ status: 0 });
});
test.afterAll(() => rmSync(folder, { recursive: true }));

test('finds a schedule, proves how good it is, and lets it be saved', async ({ browser }) => {
  const context = await browser.newContext({ offline: true });
  const demo = await context.newPage();
  await demo.goto(page);
  await expect(demo.getByText('Nothing has been computed yet.')).toBeVisible();
  await demo.getByLabel('Problem', { exact: true }).selectOption('12 sessions, 10 people: solved at once');
  await demo.getByLabel('Time', { exact: true }).selectOption('1 minute');
  await demo.getByRole('button', { name: 'Find a schedule' }).click();
  // It ends before the minute does, because nothing better can be found.
  await expect(demo.getByRole('status')).toHaveText('Done. This is proven: no schedule serves more.', {
    timeout: 55_000,
  });
  await expect(demo.getByText('12 of 12')).toBeVisible();
  await expect(demo.getByRole('row')).toHaveCount(7);
  const download = demo.waitForEvent('download');
  await demo.getByRole('link', { name: 'Save as JSON' }).click();
  const saved = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
  expect(saved).toMatchObject({ format: 'plenary-schedule/1', score: { hard: 0, placed: 12 } });
  await expectAccessible(demo);
  await context.close();
});

test('takes a pasted problem, says what is wrong with it, and stops when told to', async ({ page: demo }) => {
  await demo.goto(page);
  await demo.getByText('Show the problem, or paste your own').click();
  const field = demo.getByLabel('A problem of the format');
  await field.fill(JSON.stringify({ ...example, people: [{ id: 'ann', interest: { nothing: 5 } }] }));
  await demo.getByRole('button', { name: 'Find a schedule' }).click();
  await expect(demo.getByRole('alert')).toHaveText('people[0].interest["nothing"]: no session "nothing"');
  await expect(field).toHaveValue(/nothing/);

  await field.fill(JSON.stringify(example));
  await demo.getByLabel('Time', { exact: true }).selectOption('1 minute');
  await demo.getByRole('button', { name: 'Find a schedule' }).click();
  await expect(demo.getByRole('alert')).toBeHidden();
  await expect(demo.getByRole('cell', { name: 'boot-time 1 person' })).toBeVisible();
  const stop = demo.getByRole('button', { name: 'Stop' });
  if (await stop.isEnabled()) await stop.click();
  await expect(demo.getByRole('status')).toContainText('Done');
  await expect(demo.getByText('docs: No area has "a kitchen".')).toBeVisible();
});
