import { describe, expect, test } from 'vitest';
import { findShared, type Check } from '../testing/shared-problems.ts';
import type { Placement, Problem } from './problem.ts';
import { createRandom } from './random.ts';
import { scoreSchedule } from './score.ts';
import { solve } from './solve.ts';

const shared = await findShared();
// Vitest takes a file without any test for a failure.
if (!shared) test.skip('needs the independent checker');

const slot = (id: string, day: string) => ({ id, day, start: '10:00', end: '10:50' });

/** Small, and every rule is in it. */
const problem: Problem = {
  format: 'plenary-problem/1',
  slots: [...'abcd'].map((id) => slot(id, '2027-04-28')).concat(slot('e', '2027-04-29')),
  areas: [
    { id: 'small', seats: 2, features: ['screen'], closed: ['d'] },
    { id: 'hall', seats: 3 },
    { id: 'yard', seats: null },
  ],
  sessions: [
    { id: 'long', leads: ['p1'], length: 2, priority: 3 },
    { id: 'screened', needs: ['screen'], after: ['long'] },
    { id: 'early', leads: ['p1', 'p2'], slots: ['a', 'c', 'd'], notWith: ['pinned'] },
    { id: 'pinned', leads: ['p3'], pin: { slot: 'b', area: 'hall' } },
    { id: 'talk', leads: ['p4'] },
    { id: 'circle', notWith: ['long'] },
  ],
  people: Array.from({ length: 8 }, (_, p) => ({
    id: `p${p + 1}`,
    absent: p === 3 ? ['e'] : p === 6 ? ['a'] : [],
    interest: {
      long: 25 + p,
      screened: 75,
      early: p % 2 === 0 ? 100 : 25,
      talk: 10 * (p + 1),
      ...(p > 3 && { circle: 60 }),
    },
  })),
  previous: [
    { session: 'long', slot: 'a', area: 'yard' },
    { session: 'pinned', slot: 'b', area: 'hall' },
    { session: 'talk', slot: 'e', area: 'small' },
  ],
};
const good = solve(problem, { seed: 1, iterations: 3_000 }).placements;

/** The good schedule with some sessions elsewhere. */
function moved(...places: readonly Placement[]): Placement[] {
  return [...good.filter(({ session }) => places.every((one) => one.session !== session)), ...places];
}

/** The cell of a session in the good schedule. */
function of(session: string): Placement {
  return good.find((one) => one.session === session)!;
}

describe.skipIf(!shared)('ours and the independent checker both notice', () => {
  const broken: [string, () => Placement[]][] = [
    ['unknown', () => [...good, { session: 'ghost', slot: 'a', area: 'yard' }]],
    ['placed twice', () => [...good, of('talk')]],
    ['cell taken', () => moved({ ...of('talk'), session: 'circle' })],
    ['person in two places', () => moved({ session: 'early', slot: of('long').slot, area: 'small' })],
    ['person absent', () => moved({ session: 'talk', slot: 'e', area: 'yard' })],
    ['slot not allowed', () => moved({ session: 'early', slot: 'e', area: 'yard' })],
    ['length leaves the day', () => moved({ session: 'long', slot: 'd', area: 'yard' })],
    ['missing feature', () => moved({ session: 'screened', slot: 'e', area: 'hall' })],
    ['area closed', () => moved({ session: 'circle', slot: 'd', area: 'small' })],
    ['pin', () => moved({ session: 'pinned', slot: 'b', area: 'yard' })],
    ['pin', () => good.filter(({ session }) => session !== 'pinned')],
    ['after', () => moved({ session: 'screened', slot: 'a', area: 'small' })],
    ['notWith', () => moved({ session: 'early', slot: 'b', area: 'small' })],
  ];
  test.each(broken)('%s', (rule, schedule) => {
    const placements = schedule();
    const ours = scoreSchedule(problem, { placements });
    const theirs = shared!.check(problem, { placements });
    expect(ours.violations.map((one) => one.rule)).toContain(rule);
    expect(ours.hard).toBe(theirs.hard);
    expect(theirs.violations.map((one) => one.rule)).toContain(rule);
  });

  test('nothing in the schedule that these are made of', () => {
    expect(good).toHaveLength(problem.sessions.length);
    expect(compare(shared!.check)).toEqual([]);
  });
});

describe.skipIf(!shared)('ours disagrees with a copy of the checker in which', () => {
  const mutations: [string, string, string][] = [
    ['unknown ids pass', "bad('unknown', p); continue;", 'continue;'],
    ['sessions may be placed twice', "bad('placed twice', p); continue;", 'continue;'],
    ['days have no end', 'slot.day !== problem.slots[start].day', 'false'],
    ['slots do not matter', '!session.slots.includes(p.slot)', 'false'],
    ['features do not matter', '!(area.features ?? []).includes(need)', 'false'],
    ['areas are always open', '(area.closed ?? []).includes(problem.slots[s].id)', 'false'],
    ['cells hold two', 'if (cells.has(cell))', 'if (false)'],
    ['leads are in two places', 'if (leading[s].has(lead))', 'if (false)'],
    ['leads are never absent', '(personOf.get(lead)?.absent ?? [])', '[]'],
    ['pins are wishes', 'if (!ok)', 'if (false)'],
    ['the area of a pin does not matter', 'me.area.id === session.pin.area', 'true'],
    ['order is one slot short', 'Math.max(...it.slots) >= me.start', 'Math.max(...it.slots) > me.start'],
    [
      'only the first slots must differ',
      'it.slots.some((s) => me.slots.includes(s))',
      'it.start === me.start',
    ],
    [
      'leads do not go first',
      'b.leads - a.leads || b.weight - a.weight || a.rank',
      'b.weight - a.weight || a.rank',
    ],
    ['a lead counts for nothing more', 'leads ? 100 : person.interest[entry', 'person.interest[entry'],
    ['there is a seat more', 'held.length > (choice', 'held.length > 1 + (choice'],
    ['seats go to those listed last', 'a.w.order - b.w.order', 'b.w.order - a.w.order'],
    ['who is turned away goes home', 'asking.push(away.w);', ''],
    ['absent people sit', 'if ((person.absent ?? []).includes(slot.id)) return;', ''],
    ['long sessions count once', 'for (const s of slots) {', 'for (const s of slots.slice(0, 1)) {'],
    ['priorities are equal', 'e.session.priority ?? 1', '1'],
    ['areas do not count as moved', ' || now.area.id !== old.area', ''],
    ['what is possible ignores absence', '!(person.absent ?? []).includes(s.id)).length', 'true).length'],
  ];
  test.each(mutations)('%s', async (_, original, mutant) => {
    // The expression may have been written differently in a later checker.
    const source = shared!.source.includes(original) ? shared!.source : fail(original);
    expect(compare(await load(source.replace(original, mutant)))).not.toEqual([]);
  });
});

function fail(original: string): never {
  throw new Error(`The checker has no ${original}: mend this test.`);
}

async function load(source: string): Promise<Check> {
  const { check } = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as { check: Check };
  return check;
}

/** Numbers in which our score and a checker differ, over schedules that keep and break all rules. */
function compare(check: Check): string[] {
  const random = createRandom(7);
  const schedules = [good, ...Array.from({ length: 300 }, (_, i) => shaken(i % 4 === 0 ? 6 : 1 + (i % 2)))];

  function shaken(most: number): Placement[] {
    const placements = good.map((placement) => ({ ...placement }));
    for (let i = 0; i < most; i++) {
      const one = placements[random.below(placements.length)]!;
      one.slot = problem.slots[random.below(problem.slots.length)]!.id;
      one.area = problem.areas[random.below(problem.areas.length)]!.id;
    }
    if (random.below(4) === 0) placements.pop();
    if (random.below(10) === 0) placements.push({ ...placements[0]! });
    if (random.below(10) === 0) placements.push({ session: 'ghost', slot: 'a', area: 'yard' });
    return placements;
  }

  const differing = new Set<string>();
  for (const placements of schedules) {
    const { violations: _, ...ours } = scoreSchedule(problem, { placements });
    const theirs: Record<string, unknown> = { ...check(problem, { placements }) };
    for (const [term, value] of Object.entries(ours)) {
      if (!Object.is(value, theirs[term])) differing.add(term);
    }
  }
  return [...differing];
}
