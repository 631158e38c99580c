import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { generateProblem } from './generate.ts';
import { scoreSchedule } from './score.ts';
import { solve } from './solve.ts';

const program = fileURLToPath(new URL('../bin/plenary-schedule.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'plenary-improve-'));
afterAll(() => rmSync(folder, { recursive: true }));

const event = generateProblem({ people: 20, sessions: 12, slots: 4, areas: 4, seed: 1, kind: 'full' });
const release = solve(event, { seed: 1, iterations: 20_000 });
const first = release.placements[0]!;
const areas = event.areas.map((area) => (area.id === first.area ? { ...area, closed: [first.slot] } : area));
const problem = { ...event, areas, previous: release.placements };
const problemFile = write('problem.json', problem);
const releaseFile = write('release.json', release);

function write(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

function run(...args: string[]) {
  return spawnSync(process.execPath, [program, 'improve', ...args], { encoding: 'utf8' });
}

test('repairs the schedule, says what moved and why, and what other numbers of moves would give', () => {
  const out = join(folder, 'improved.json');
  const options = ['--most-moves', '2', '--seconds', '0.8', '--seed', '3', '--out', out];
  const { status, stdout, stderr } = run(problemFile, releaseFile, ...options);
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  const improved = JSON.parse(readFileSync(out, 'utf8'));
  expect(improved).toMatchObject({ format: 'plenary-schedule/1', seed: 3, necessaryMoves: 1 });
  expect(improved.score).toEqual(scoreSchedule(problem, improved));
  expect(improved.score.hard).toBe(0);
  expect(improved.furtherMoves).toBeLessThanOrEqual(2);
  expect(improved.seconds).toBeGreaterThanOrEqual(0.8);
  expect(stderr).toMatch(
    new RegExp(
      `^moved ${first.session}: from ${first.slot}, area ${first.area} to .*; the area is closed then$`,
      'm',
    ),
  );
  expect(stderr).toContain('1 uprooted, ');
  expect(stderr).toMatch(/^ {2}0 further moves: placed /m);
  expect(stderr).toContain('(taken)');
});

test('leaves what is over as it was', () => {
  const worse = solve(event, { seed: 2, iterations: 0 });
  const file = write('worse.json', worse);
  const options = ['--frozen-before', 'd1-3', '--most-moves', '12', '--seconds', '0.6'];
  const { status, stdout } = run(write('event.json', event), file, ...options);
  expect(status).toBe(0);
  const past = (placements: typeof worse.placements) =>
    placements.filter(({ slot }) => slot === 'd1-1' || slot === 'd1-2');
  expect(past(JSON.parse(stdout).placements)).toEqual(past(worse.placements));
});

test('Ctrl-C ends the search and writes what it has', async () => {
  const child = spawn(process.execPath, [program, 'improve', problemFile, releaseFile, '--seconds', '1000']);
  let stdout = '';
  child.stdout.on('data', (data) => (stdout += data));
  // The first line of progress says that it is searching.
  await once(child.stderr, 'data');
  child.kill('SIGINT');
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(JSON.parse(stdout).score.hard).toBe(0);
});

describe('bad input ends with 2 and a sentence that names the place', () => {
  const cases: [string, string[], string][] = [
    ['no schedule', [problemFile], 'the schedule file is missing'],
    ['one file too many', [problemFile, releaseFile, 'more.json'], '"more.json" is one file too many'],
    [
      'moves that are no number',
      [problemFile, releaseFile, '--most-moves', 'few'],
      '--most-moves: expected a whole number, found "few"',
    ],
    [
      'no time',
      [problemFile, releaseFile, '--seconds', '0'],
      '--seconds: expected a number above 0, found "0"',
    ],
    [
      'an unknown slot',
      [problemFile, releaseFile, '--frozen-before', 'd9-1'],
      '--frozen-before: no slot "d9-1" in ',
    ],
    [
      'an unknown session',
      [problemFile, write('odd.json', { ...release, placements: [{ ...first, session: 's99' }] })],
      'odd.json: placements[0].session: no session "s99"',
    ],
    [
      'a folder that is not there',
      [problemFile, releaseFile, '--seconds', '0.1', '--out', join(folder, 'no', 'x.json')],
      'x.json: ENOENT',
    ],
  ];
  test.each(cases)('%s', (_, args, sentence) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr).toContain('Try: plenary-schedule --help');
  });
});
