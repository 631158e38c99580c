// How little a released schedule has to be disturbed after changes. See README.md.
import { parseArgs } from 'node:util';
import { createRandom } from '../../packages/scheduler/src/random.ts';
import { createRescheduler } from '../../packages/scheduler/src/reschedule.ts';
import { createSolver } from '../../packages/scheduler/src/solve.ts';
import { loadProblems } from './load-problems.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    seeds: { type: 'string', default: '1,2,3' },
    changes: { type: 'string', default: '1,2,4' },
    only: { type: 'string', default: '' },
  },
});
const seconds = Number(values.seconds);
const seeds = values.seeds.split(',').map(Number);

/** What may happen after a release; each takes a problem and gives the changed one. */
const CHANGES = { 'lead leaves': leadLeaves, 'area closes': areaCloses, 'new proposal': newProposal };

console.log(
  '| problem | changes | runs | uprooted | placed as fresh | further moves, mean (most) | moved by a fresh run | of fresh, mean (least) | with k + 2 at most and 99 % |',
);
console.log('|---|---|---|---|---|---|---|---|---|');
for (const { name, problem } of loadProblems()) {
  if (!name.includes(values.only)) continue;
  const previous = solveFor(problem, 1).placements;
  for (const k of values.changes.split(',').map(Number)) {
    const kinds = k === 1 ? Object.keys(CHANGES) : ['mixed'];
    for (const kind of kinds) {
      const runs = seeds.map((seed) => measure({ ...problem, previous }, previous, k, kind, seed));
      report(name, k, kind, runs);
    }
  }
}

function measure(problem, previous, k, kind, seed) {
  const random = createRandom(1000 * k + seed);
  let changed = problem;
  for (let i = 0; i < k; i++) {
    const names = Object.keys(CHANGES);
    changed = CHANGES[kind === 'mixed' ? names[random.below(names.length)] : kind](changed, random);
  }
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  const rescheduler = createRescheduler(changed, previous, { seed, mostMoves: k + 2 });
  while (elapsed() < seconds) rescheduler.step(1024, elapsed() / seconds);
  const result = rescheduler.best();
  const fresh = solveFor(changed, seed).score;
  if (result.score.hard > 0) throw new Error(`${problem.name}: a hard rule is broken`);
  const share = result.score.served / fresh.served;
  return { result, fresh, share, kept: share >= 0.99 && result.score.placed >= fresh.placed };
}

function report(name, k, kind, runs) {
  const mean = (of) => runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
  const further = ({ result }) => result.furtherMoves;
  const percent = (share) => `${(100 * share).toFixed(2)} %`;
  const cells = [
    name,
    k === 1 ? kind : `${k}, mixed`,
    runs.length,
    mean(({ result }) => result.necessaryMoves).toFixed(1),
    `${runs.filter(({ result, fresh }) => result.score.placed >= fresh.placed).length} of ${runs.length}`,
    `${mean(further).toFixed(1)} (${Math.max(...runs.map(further))})`,
    mean(({ fresh }) => fresh.moved).toFixed(0),
    `${percent(mean(({ share }) => share))} (${percent(Math.min(...runs.map(({ share }) => share)))})`,
    `${runs.filter(({ kept }) => kept).length} of ${runs.length}`,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

/** A whole run from scratch in the same time. */
function solveFor(problem, seed) {
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  const solver = createSolver(structuredClone(problem), { seed });
  while (elapsed() < seconds && !solver.proven()) solver.step(512, elapsed() / seconds);
  return solver.best();
}

/** Somebody who leads is away from the slot of their session to the end of that day; without leads, the session may not be then. */
function leadLeaves(problem, random) {
  const home = problem.previous[random.below(problem.previous.length)];
  const at = problem.slots.findIndex(({ id }) => id === home.slot);
  const away = problem.slots.slice(at).filter(({ day }) => day === problem.slots[at].day);
  const gone = away.map(({ id }) => id);
  const session = problem.sessions.find(({ id }) => id === home.session);
  const [lead] = session.leads ?? [];
  if (lead === undefined) {
    const slots = (session.slots ?? problem.slots.map(({ id }) => id)).filter((id) => !gone.includes(id));
    return {
      ...problem,
      sessions: problem.sessions.map((one) => (one === session ? { ...one, slots } : one)),
    };
  }
  const absent = (person) => [...new Set([...(person.absent ?? []), ...gone])];
  const people = problem.people.map((one) => (one.id === lead ? { ...one, absent: absent(one) } : one));
  return { ...problem, people };
}

/** An area is closed for half a day. */
function areaCloses(problem, random) {
  const area = problem.areas[random.below(problem.areas.length)];
  const at = random.below(problem.slots.length);
  const half = problem.slots.slice(at, at + 3).filter(({ day }) => day === problem.slots[at].day);
  const closed = [...new Set([...(area.closed ?? []), ...half.map(({ id }) => id)])];
  return { ...problem, areas: problem.areas.map((one) => (one === area ? { ...one, closed } : one)) };
}

/** A session that most of those who want another one want as much. */
function newProposal(problem, random) {
  const like = problem.sessions[random.below(problem.sessions.length)].id;
  const id = `new${problem.sessions.length}`;
  const people = problem.people.map((person) => {
    const weight = person.interest[like];
    if (weight === undefined || random.below(10) < 3) return person;
    return { ...person, interest: { ...person.interest, [id]: weight } };
  });
  return { ...problem, people, sessions: [...problem.sessions, { id }] };
}
