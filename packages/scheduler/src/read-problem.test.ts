import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryFile, arbitraryProblem } from '../testing/arbitrary-problem.ts';
import { readProblem } from './read-problem.ts';
import { readSchedule } from './read-schedule.ts';

const minimal = () => ({
  format: 'plenary-problem/1',
  slots: [
    { id: 't1', day: '2027-04-28', start: '10:00', end: '10:50' },
    { id: 't2', day: '2027-04-28', start: '11:00', end: '11:50' },
  ],
  areas: [{ id: 'a1', seats: null }],
  sessions: [{ id: 's1' }, { id: 's2' }],
  people: [{ id: 'p1', interest: { s1: 100 } }],
});

/** The errors of the minimal problem after `change` has been made to it. */
function errorsAfter(change: (file: Record<string, Record<string, unknown>[]>) => void): readonly string[] {
  const file = minimal();
  change(file as never);
  const result = readProblem(file);
  return result.ok ? [] : result.errors;
}

test('missing fields get their defaults', () => {
  const result = readProblem(minimal());
  if (!result.ok) throw new Error(result.errors.join('; '));
  expect(result.problem.sessions[0]).toEqual({
    id: 's1',
    leads: [],
    length: 1,
    slots: null,
    needs: [],
    priority: 1,
    pin: null,
    after: [],
    notWith: [],
  });
  expect(result.problem.previous).toEqual([]);
});

test('every error names its place', () => {
  expect(errorsAfter((file) => (file['sessions']![1]!['leads'] = ['p99']))).toEqual([
    'sessions[1].leads[0]: no person "p99"',
  ]);
  expect(errorsAfter((file) => (file['sessions']![1]!['id'] = 's1'))).toEqual([
    'sessions[1].id: "s1" is there twice',
  ]);
  expect(errorsAfter((file) => (file['areas']![0]!['seats'] = 2.5))).toEqual([
    'areas[0].seats: expected a whole number from 1 to 1000000, found 2.5',
  ]);
  expect(errorsAfter((file) => (file['people']![0]!['interest'] = { s1: 101 }))).toEqual([
    'people[0].interest["s1"]: expected a whole number from 1 to 100, found 101',
  ]);
  expect(errorsAfter((file) => (file['people']![0]!['interest'] = { s9: 1 }))).toEqual([
    'people[0].interest["s9"]: no session "s9"',
  ]);
  expect(
    errorsAfter((file) => Object.assign(file['sessions']![0]!, { slots: ['t1'], pin: { slot: 't2' } })),
  ).toEqual(['sessions[0].pin.slot: "t2" is not among the slots where "s1" may start']);
  expect(errorsAfter((file) => (file['sessions']![0]!['pin'] = { slot: 't1', area: 'b' }))).toEqual([
    'sessions[0].pin.area: no area "b"',
  ]);
  expect(errorsAfter((file) => (file['sessions']![0]!['after'] = ['s1']))).toEqual([
    'sessions[0].after: "s1" names itself',
  ]);
  expect(
    errorsAfter((file) => {
      const [first, ...others] = file['sessions']!;
      const more = ['s7', 's8', 's9'].map((id) => ({ ...first, id }));
      Object.assign(more[0]!, { after: ['s1', 's8'] }); // after the circle, not on it
      Object.assign(more[1]!, { after: ['s1', 's9'] });
      Object.assign(more[2]!, { after: ['s8'] });
      file['sessions'] = [first!, ...others, ...more];
    }),
  ).toEqual([
    expect.stringMatching(/^sessions\[\d\]\.after: "s8" after "s9" after "s8": the order goes in a circle$/),
  ]);
  expect(errorsAfter((file) => (file['sessions']![0]!['priority'] = 0))).toEqual([
    'sessions[0].priority: expected a number above 0 and at most 1000000',
  ]);
  expect(errorsAfter((file) => (file['slots']![0]!['start'] = '25:00'))).toEqual([
    'slots[0].start: expected a time like 09:30, found "25:00"',
  ]);
});

test('of very many errors the first fifty are listed and the rest counted', () => {
  const errors = errorsAfter(
    (file) => (file['people'] = Array.from({ length: 70 }, (_, i) => ({ id: `p${i}`, absent: ['t9'] }))),
  );
  expect(errors).toHaveLength(51);
  expect(errors.at(-1)).toBe('and 20 more');
});

describe('reading never throws', () => {
  test('on any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const result = readProblem(json);
        expect(result.ok).toBe(false);
        if (!result.ok) expect(result.errors.length).toBeGreaterThan(0);
      }),
    );
  });

  test('on ids that are objects which cannot become a text', () => {
    for (const list of ['slots', 'areas', 'sessions', 'people'] as const) {
      const file = { format: 'plenary-problem/1', slots: [], areas: [], sessions: [], people: [] };
      const result = readProblem({ ...file, [list]: [{ id: { toString: 1 } }] });
      expect(result).toMatchObject({ ok: false });
      if (!result.ok) expect(result.errors).toContain(`${list}[0].id: expected a text, found an object`);
    }
  });

  test('on a problem in which any one value is replaced, and the errors name the place', () => {
    const cases = fc.record({ problem: arbitraryProblem(), at: fc.nat(), value: fc.jsonValue() });
    fc.assert(
      fc.property(cases, ({ problem, at, value }) => {
        const file: unknown = JSON.parse(JSON.stringify(problem));
        const field = replaceOne(file, at, value);
        const result = readProblem(file);
        if (!result.ok) {
          for (const error of result.errors) expect(error).toMatch(/^[a-z]+(\[|\.|:)/i);
          // An id that is gone is reported where it is used, everything else where it stands.
          if (field.kind !== 'id') expect(result.errors.join('\n')).toContain(field.list);
        }
        const schedule = readSchedule(file, problem);
        expect(schedule.ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

test('a problem that was written by this package is read back unchanged', () => {
  fc.assert(
    fc.property(arbitraryFile(), (problem) => {
      const result = readProblem(JSON.parse(JSON.stringify(problem)));
      expect(result).toEqual({ ok: true, problem });
    }),
  );
});

test('a schedule with unknown ids or a session placed twice is refused with the place', () => {
  const problem = readProblem(minimal());
  if (!problem.ok) throw new Error('the minimal problem is fine');
  const placements = [
    { session: 's1', slot: 't1', area: 'a1' },
    { session: 's1', slot: 't2', area: 'zz' },
    { session: 's1', slot: 't2', area: 'a1' },
  ];
  expect(readSchedule({ format: 'plenary-schedule/1', placements, unplaced: [] }, problem.problem)).toEqual({
    ok: false,
    errors: ['placements[1].area: no area "zz"', 'placements[2].session: "s1" is placed twice'],
  });
});

/** Replaces one value somewhere in the lists of the file; says which list and field that was. */
function replaceOne(file: unknown, at: number, value: unknown): { list: string; kind: string } {
  const record = file as Record<string, Record<string, unknown>[]>;
  const lists = ['slots', 'areas', 'sessions', 'people'].filter((list) => record[list]!.length > 0);
  const list = lists[at % lists.length]!;
  const item = record[list]![at % record[list]!.length]!;
  const keys = Object.keys(item);
  const kind = keys[Math.floor(at / 7) % keys.length]!;
  item[kind] = value;
  return { list, kind };
}
