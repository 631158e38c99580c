import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { explainPerson, worstPairs } from './explain-people.ts';
import { generateProblem } from './generate.ts';
import type { Problem } from './problem.ts';
import { scoreSchedule } from './score.ts';
import { solve } from './solve.ts';

const program = fileURLToPath(new URL('../bin/plenary-schedule.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'plenary-schedule-'));
afterAll(() => rmSync(folder, { recursive: true }));

const problem = generateProblem({ people: 20, sessions: 12, slots: 4, areas: 4, seed: 1, kind: 'full' });
const problemFile = write('problem.json', problem);

function write(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

function run(...args: string[]) {
  return spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
}

describe('plenary-schedule solve --threads', () => {
  test('gives the same result twice, and nothing worse than one thread', () => {
    const args = ['solve', problemFile, '--seed', '2', '--iterations', '3000'];
    const [first, again] = [0, 1].map(() => JSON.parse(run(...args, '--threads', '3').stdout));
    expect({ ...again, seconds: 0 }).toEqual({ ...first, seconds: 0 });
    expect(first.chains).toBe(3);
    expect(first.score).toEqual(scoreSchedule(problem, first));
    const alone = JSON.parse(run(...args).stdout);
    expect(first.score.served).toBeGreaterThanOrEqual(alone.score.served);
  });

  test('refuses a number of threads that makes no sense', () => {
    const { status, stderr } = run('solve', problemFile, '--threads', '0');
    expect(status).toBe(2);
    expect(stderr).toContain('--threads: expected 1 to 256, found 0');
  });
});

describe('plenary-schedule bound', () => {
  test('proves a limit that the schedule of --from does not exceed, and how far it is from it', () => {
    const schedule = solve(problem, { seed: 1, iterations: 20_000 });
    const file = write('found.json', schedule);
    const { status, stdout, stderr } = run('bound', problemFile, '--seconds', '1000', '--from', file); // ends when finished
    expect(status).toBe(0);
    const answer = JSON.parse(stdout);
    expect(answer.served).toBe(schedule.score.served);
    expect(answer.bound).toBeGreaterThanOrEqual(answer.served);
    expect(answer.bound).toBeLessThanOrEqual(schedule.bound);
    expect(answer.proven).toBe(answer.bound === answer.served);
    expect(answer.gapPercent).toBe(Math.ceil(((answer.bound - answer.served) / answer.bound) * 10_000) / 100);
    const said = [...stderr.matchAll(/^at most (\d+)/gm)].map((match) => Number(match[1]));
    expect(said.length).toBeGreaterThan(1);
    expect(said).toEqual(said.toSorted((a, b) => b - a));
    expect(said.at(-1)).toBe(answer.bound);
  });

  test('refuses what it cannot take', () => {
    expect(run('bound', problemFile, '--seconds', 'soon')).toMatchObject({ status: 2, stdout: '' });
    expect(run('bound', problemFile, 'more.json').stderr).toContain('"more.json" is one file too many');
  });
});

describe('plenary-schedule solve', () => {
  test('writes a schedule with score, bound, seed, iterations and seconds to standard output', () => {
    const { status, stdout, stderr } = run('solve', problemFile, '--seed', '7', '--iterations', '3000');
    expect(status).toBe(0);
    const schedule = JSON.parse(stdout);
    expect(schedule).toMatchObject({ format: 'plenary-schedule/1', seed: 7, iterations: 3000 });
    expect(schedule.score).toEqual(scoreSchedule(problem, schedule));
    expect(schedule.placements).toEqual(solve(problem, { seed: 7, iterations: 3000 }).placements);
    expect(schedule.bound).toBeGreaterThanOrEqual(schedule.score.served);
    expect(schedule.seconds).toBeGreaterThan(0);
    expect(stderr).toMatch(/^100 %: placed/m);
  });

  test('ends by the clock, writes to a file, and score and explain read that file', () => {
    const out = join(folder, 'schedule.json');
    const solved = run('solve', problemFile, '--seconds', '0.8', '--out', out);
    expect(solved.status).toBe(0);
    expect(solved.stdout).toBe('');
    // It began before the end and came to it; how long the machine lets it wait is not ours to say.
    expect(JSON.parse(readFileSync(out, 'utf8')).seconds).toBeGreaterThanOrEqual(0.8);
    expect(solved.stderr).toMatch(/^100 %: placed/m);

    const scored = run('score', problemFile, out);
    expect(scored.status).toBe(0);
    expect(JSON.parse(scored.stdout).hard).toBe(0);

    const lines = run('explain', problemFile, out);
    expect(lines.status).toBe(0);
    expect(lines.stdout.trim().split('\n')).toHaveLength(problem.sessions.length);

    const one = run('explain', problemFile, out, 's1');
    expect(one.stdout).toMatch(/^s1 is in .*\nWho attends.*\nOther cells:\n/);
    expect(one.stdout.trim().split('\n').length).toBeGreaterThanOrEqual(4 * 4);
    expect(JSON.parse(run('explain', problemFile, out, 's1', '--json').stdout).session).toBe('s1');
  });

  test('proves that its schedule is the best, and says so', () => {
    // So easy that the search knows, and nobody waits for the clock.
    const problem = generateProblem({ people: 6, sessions: 4, slots: 4, areas: 2, seed: 1, kind: 'plain' });
    const file = write('provable.json', problem);
    const { status, stdout, stderr } = run('solve', file, '--prove', '--seconds', '1000');
    expect(status).toBe(0);
    const schedule = JSON.parse(stdout);
    expect(schedule).toMatchObject({ proven: true, gapPercent: 0, bound: schedule.score.served });
    expect(schedule.score).toEqual(scoreSchedule(problem, schedule));
    expect(stderr).toContain(`proven: no schedule serves more than ${schedule.bound}`);
  });

  test('starts from a schedule', () => {
    const placements = [{ session: 's2', slot: 'd1-3', area: '4' }];
    const from = write('from.json', { format: 'plenary-schedule/1', placements, unplaced: [] });
    const { stdout } = run('solve', problemFile, '--iterations', '0', '--from', from);
    expect(JSON.parse(stdout).placements).toContainEqual(placements[0]);
  });
});

test('score exits with 1 when a schedule breaks hard rules', () => {
  const placements = ['s1', 's2'].map((session) => ({ session, slot: 'd1-1', area: '4' }));
  const file = write('broken.json', { format: 'plenary-schedule/1', placements, unplaced: [] });
  const { status, stdout } = run('score', problemFile, file);
  expect(status).toBe(1);
  expect(JSON.parse(stdout).violations[0].rule).toBe('cell taken');
});

describe('bad input ends with 2 and a sentence that names file and place', () => {
  const cases: [string, string[], string][] = [
    ['no command', [], 'a command is missing'],
    ['unknown command', ['sing'], 'there is no command "sing"'],
    ['unknown option', ['solve', problemFile, '--loud'], "Unknown option '--loud'"],
    ['no such file', ['solve', join(folder, 'none.json')], 'none.json: ENOENT'],
    ['no JSON', ['solve', write('text.json', 'hello')], 'text.json: '],
    [
      'no problem',
      ['solve', write('wrong.json', { ...problem, people: [] })],
      'sessions[0].leads[0]: no person "p',
    ],
    ['no number', ['solve', problemFile, '--seed', 'one'], '--seed: expected a whole number, found "one"'],
    ['no time', ['solve', problemFile, '--seconds', '0'], '--seconds: expected a number above 0, found "0"'],
    ['two budgets', ['solve', problemFile, '--seconds', '1', '--iterations', '1'], 'exclude each other'],
    ['a proof that is counted', ['solve', problemFile, '--prove', '--iterations', '1'], '--prove and --iter'],
    ['no schedule', ['score', problemFile], 'the schedule file is missing'],
    ['too much', ['score', problemFile, problemFile, 'x'], '"x" is one file too many'],
    ['wrong schedule', ['score', problemFile, problemFile], 'format: expected "plenary-schedule/1"'],
  ];
  test.each(cases)('%s', (_, args, sentence) => {
    const { status, stderr, stdout } = run(...args);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('    at ');
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });
});

test('--help documents every option and exit code, --version is that of the package', () => {
  const help = run('--help');
  expect(help.status).toBe(0);
  for (const word of [
    '--seed',
    '--seconds',
    '--iterations',
    '--from',
    '--out',
    '--json',
    '--prove',
    '--version',
    'Exit codes',
  ]) {
    expect(help.stdout).toContain(word);
  }
  const file = fileURLToPath(new URL('../package.json', import.meta.url));
  expect(run('--version').stdout.trim()).toBe(JSON.parse(readFileSync(file, 'utf8')).version);
});

test('a Node that cannot read TypeScript is told so', () => {
  const preload = write('old.cjs', "Object.defineProperty(process.versions, 'node', { value: '22.17.1' });");
  const { status, stderr } = spawnSync(process.execPath, ['--require', preload, program, '--help'], {
    encoding: 'utf8',
  });
  expect(stderr).toContain('needs Node 22.18 or newer; this is 22.17.1');
  expect(status).toBe(2);
});

test('Ctrl-C ends the search, and the best schedule is still written', async () => {
  const seconds = '1000';
  const child = spawn(process.execPath, [program, 'solve', problemFile, '--seconds', seconds]);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.once('data', () => child.kill('SIGINT'));
  const [status, signal] = await once(child, 'close');
  expect({ status, signal }).toEqual({ status: 0, signal: null });
  const schedule = JSON.parse(output);
  expect(schedule.score.hard).toBe(0);
  expect(schedule.seconds).toBeLessThan(Number(seconds));
}, 60_000);

describe('plenary-schedule explain', () => {
  const schedule = solve(problem, { seed: 1, iterations: 3000 });
  const file = write('explained.json', schedule);
  const [{ id: person }] = problem.people as [Problem['people'][number]];

  test('says what somebody gets and misses, as JSON and in words', () => {
    const told = run('explain', problemFile, file, '--person', person, '--json');
    expect(told).toMatchObject({ status: 0, stderr: '' });
    const explanation = explainPerson(problem, schedule.placements, person);
    expect(JSON.parse(told.stdout)).toEqual(explanation);
    const words = run('explain', problemFile, file, '--person', person).stdout.split('\n');
    expect(words[0]).toBe(`${person} is served ${explanation.served} of ${explanation.possible} possible.`);
    const { attends, misses } = explanation;
    expect(words.filter((line) => line.startsWith('  '))).toHaveLength(attends.length + misses.length);
  });

  test('lists the pairs of sessions that cost most', () => {
    const pairs = worstPairs(problem, schedule.placements);
    expect(JSON.parse(run('explain', problemFile, file, '--pairs', '--json').stdout)).toEqual(pairs);
    expect(run('explain', problemFile, file, '--pairs').stdout.trim().split('\n')).toHaveLength(pairs.length);
  });

  test('refuses an unknown person, and two questions at once', () => {
    const unknown = run('explain', problemFile, file, '--person', 'p99');
    expect(unknown).toMatchObject({ status: 2, stdout: '' });
    expect(unknown.stderr).toContain(`${problemFile}: no person "p99"`);
    const two = run('explain', problemFile, file, '--person', person, '--pairs');
    expect(two).toMatchObject({ status: 2, stdout: '' });
    expect(two.stderr).toContain('ask one at a time');
  });
});

describe('plenary-schedule generate', () => {
  test('writes the same event for the same numbers, ready to be solved', () => {
    const out = join(folder, 'generated.json');
    const sizes = ['--people', '20', '--sessions', '12', '--slots', '4', '--areas', '4', '--kind', 'full'];
    expect(run('generate', ...sizes, '--seed', '1', '--out', out)).toMatchObject({ status: 0, stdout: '' });
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(JSON.parse(JSON.stringify(problem)));
    expect(JSON.parse(run('generate').stdout)).toMatchObject({ format: 'plenary-problem/1' });
  });

  test('refuses numbers that make no sense', () => {
    expect(run('generate', '--kind', 'wild').stderr).toContain(
      '--kind: expected full or plain, found "wild"',
    );
    const many = run('generate', '--people', '1000000');
    expect(many).toMatchObject({ status: 2, stdout: '' });
    expect(many.stderr).toContain('--people: expected 1 to 20000, found 1000000');
  });
});

describe('plenary-schedule convert', () => {
  const event = {
    guid: 'boot',
    title: 'Boot time',
    start: '10:00',
    duration: '01:00',
    persons: [{ name: 'ann' }],
  };
  const rooms = { Hall: [event], Yard: [{ ...event, guid: 'docs', title: 'Docs', persons: [] }] };
  const days = [{ date: '2026-04-28', rooms }];
  const scheduleFile = write('schedule-of-others.json', {
    schedule: { conference: { title: 'Camp', days } },
  });
  const interests = write('interests.csv', 'person,Boot time,docs\nbob,must,maybe\n');

  test('makes a problem that can be solved of a schedule.json and a table of interests', () => {
    const out = join(folder, 'converted.json');
    expect(run('convert', scheduleFile, interests, '--out', out)).toMatchObject({ status: 0, stdout: '' });
    const converted = JSON.parse(readFileSync(out, 'utf8')) as Problem;
    expect(converted.people).toEqual([
      { id: 'ann', interest: {} },
      { id: 'bob', interest: { boot: 100, docs: 25 } },
    ]);
    expect(converted.previous).toHaveLength(2);
    expect(JSON.parse(run('solve', out, '--iterations', '100').stdout).score.placed).toBe(2);
  });

  test('says in which file and line something is wrong, and what comes first', () => {
    const wrong = write('wrong.csv', 'person,talk\nbob,3\n');
    const refused = run('convert', scheduleFile, wrong);
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toContain(`${wrong}: line 2: no session "talk"`);
    expect(run('convert', interests).stderr).toContain('A table of interests comes second');
    expect(run('convert').stderr).toContain('the file to convert is missing');
  });
});
