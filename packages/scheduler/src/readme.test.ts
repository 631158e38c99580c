import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readProblem } from './read-problem.ts';
import { solve } from './solve.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(`${folder}README.md`, 'utf8');
/** Each goes on where the one before has ended, as for somebody who reads on. */
const code = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1]!);

test('the examples run and print what one would hope for', () => {
  expect(code.length).toBeGreaterThan(2);
  // The file lies in the package, so that its imports go through the package's own exports.
  const file = `${folder}readme-example-${process.pid}.ts`;
  try {
    writeFileSync(file, code.join('\n'));
    const { stdout, stderr, status } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/^(\d+ %: 475\n)+$/) });
    const lines = stdout.trim().split('\n');
    expect(lines[0]).toBe('3 475 475');
    expect(lines[1]).toContain('boot-time is in ');
    expect(stdout).toContain('ok: true');
    expect(stdout).toContain("kind: 'uprooted'");
    expect(lines.at(-1)).toBe('475 true');
  } finally {
    rmSync(file, { force: true });
  }
}, 60_000);

describe('the commands run', () => {
  const program = join(folder, 'bin', 'plenary-schedule.mjs');
  const block = /```text\n(plenary-schedule[\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const commands = block
    .trim()
    .split('\n')
    .map((line) => line.split(/ {3,}/)[0]!); // a remark comes after a gap
  const work = mkdtempSync(join(tmpdir(), 'plenary-readme-'));
  afterAll(() => rmSync(work, { recursive: true }));

  beforeAll(() => {
    // The problem of the example, with slots and areas that the commands name.
    const json = /readProblem\((\{[\s\S]*?\n\})\)/.exec(code[0]!)![1]!;
    const problem = JSON.parse(
      json
        .replaceAll('noon', 'd1-4')
        .replaceAll(/([{,]\s*)([a-z]+):/gi, '$1"$2":')
        .replaceAll("'", '"')
        .replaceAll(/,(\s*[}\]])/g, '$1'),
    );
    const read = readProblem(problem);
    if (!read.ok) throw new Error(read.errors.join('\n'));
    const schedule = JSON.stringify(solve(read.problem, { seed: 1, iterations: 1_000 }));
    writeFileSync(join(work, 'problem.json'), JSON.stringify(problem));
    for (const name of ['schedule.json', 'release.json']) writeFileSync(join(work, name), schedule);
    const talk = { guid: 'docs', title: 'Docs', start: '10:00', duration: '01:00', persons: [] };
    const days = [{ date: '2027-04-28', rooms: { Hall: [talk] } }];
    const grid = { schedule: { conference: { title: 'Camp', days } } };
    writeFileSync(join(work, 'pretalx.json'), JSON.stringify(grid));
    writeFileSync(join(work, 'interests.csv'), 'person,docs\ndan,must\n');
  });

  test.each(commands)('%s', (command) => {
    const [name, ...words] = command.split(' ');
    expect(name).toBe('plenary-schedule');
    // Waiting shows nothing: what takes its time gets a moment.
    const args = words.map((word, i) => (words[i - 1] === '--seconds' ? '0.3' : word));
    const { status, stderr } = spawnSync(process.execPath, [program, ...args], {
      cwd: work,
      encoding: 'utf8',
    });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  });
});

test('every file it lists or shows exists', () => {
  const shown = [...readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map((match) => match[1]!);
  expect(shown.map((file) => readFileSync(join(folder, file), 'utf8').slice(0, 4))).toEqual(['<svg']);
  const sources = readdirSync(`${folder}src`);
  const listed = [...readme.matchAll(/^\| `([a-z-]+\.ts)`/gm)].map((match) => match[1]);
  expect(listed.length).toBeGreaterThan(8);
  for (const file of listed) expect(sources).toContain(file);
});
