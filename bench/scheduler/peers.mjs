// Other schedulers' rules, written anew from their description, beside ours. See README.md.
import { parseArgs } from 'node:util';
import { createRandom } from '../../packages/scheduler/src/random.ts';
import { scoreSchedule } from '../../packages/scheduler/src/score.ts';
import { createSolver } from '../../packages/scheduler/src/solve.ts';
import { binaryCrowd, energy, EnergyWalk } from './energy-walk.mjs';
import { loadProblems } from './load-problems.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
});
/** Of our time against the climber: the rest is spent on its own objective. */
const SEARCHING = 0.4;
const seconds = Number(values.seconds);
const seed = Number(values.seed);

console.log(
  '| problem | rule | objective | theirs | their time | ours | our time | beaten after | ratio of times |',
);
console.log('|---|---|---|---|---|---|---|---|---|');
for (const { name, problem } of loadProblems()) {
  if (!values.only.split(',').some((part) => name.includes(part))) continue;
  compareGreedy(name, problem);
  compareRestarts(name, problem);
  compareClimber(name, problem);
  if (problem.areas.some(({ seats }) => seats !== null)) compareSeating(name, problem);
}

/** The Xen Project's tool: utility of slots without seats; one greedy pass with a bonus for free rooms. */
function compareGreedy(name, problem) {
  const plain = utilityProblem(problem);
  const began = performance.now();
  const theirs = greedyPass(plain);
  const time = (performance.now() - began) / 1000;
  const value = utility(plain, theirs);
  report(name, 'one greedy pass', 'utility', value, time, oursOn(plain, value, Math.max(0.1, time / 10)));
}

/** The same tool's search of 2018: every session in a random allowed slot, the best kept; with today's limit of rooms. */
function compareRestarts(name, problem) {
  const plain = utilityProblem(problem);
  const random = createRandom(seed);
  const began = performance.now();
  let value = utility(plain, greedyPass(plain)); // the better of both was taken
  while (performance.now() - began < seconds * 1000) {
    value = Math.max(value, utility(plain, throwAll(plain, random)));
  }
  report(name, 'random restarts', 'utility', value, seconds, oursOn(plain, value, seconds / 10));
}

/** Interest in single slots only: no seats, no leads, no absence, every session one slot long. */
function utilityProblem(problem) {
  return {
    format: 'plenary-problem/1',
    slots: problem.slots,
    areas: problem.areas.map(({ id }) => ({ id, seats: null })),
    sessions: problem.sessions.map(({ id, slots }) => ({ id, slots })),
    people: problem.people.map(({ id, interest }) => ({ id, interest })),
  };
}

/** Our search on the same problem: what it has after `most` seconds, and when it was better than `value`. */
function oursOn(problem, value, most) {
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  const solver = createSolver(structuredClone(problem), { seed });
  let beaten;
  let progress = solver.step(64, 0);
  for (;;) {
    const now = elapsed();
    if (beaten === undefined && progress.served > value) beaten = now;
    if (now >= most || solver.proven()) break;
    progress = solver.step(512, now / most);
  }
  return { value: solver.best().score.served, time: elapsed(), beaten };
}

/** Most wanted first; the slot with the largest gain of utility plus one point per free room, the earlier on ties. */
function greedyPass({ slots, areas, sessions, people }) {
  const weights = sessions.map(({ id }) => people.map(({ interest }) => interest[id] ?? 0));
  const totals = weights.map((list) => list.reduce((sum, weight) => sum + weight, 0));
  const best = slots.map(() => new Float64Array(people.length));
  const free = slots.map(() => areas.length);
  const slotOf = sessions.map(() => -1);
  for (const s of sessions
    .keys()
    .toArray()
    .toSorted((a, b) => totals[b] - totals[a])) {
    let [chosen, most] = [-1, -Infinity];
    slots.forEach(({ id }, t) => {
      if (free[t] === 0 || (sessions[s].slots && !sessions[s].slots.includes(id))) return;
      let gain = free[t];
      for (let p = 0; p < people.length; p++) gain += Math.max(0, weights[s][p] - best[t][p]);
      if (gain > most) [chosen, most] = [t, gain];
    });
    if (chosen < 0) continue;
    slotOf[s] = chosen;
    free[chosen]--;
    for (let p = 0; p < people.length; p++) best[chosen][p] = Math.max(best[chosen][p], weights[s][p]);
  }
  return slotOf;
}

/** Every session, in a random order, in a random allowed slot with a free room. */
function throwAll({ slots, areas, sessions }, random) {
  const free = slots.map(() => areas.length);
  const order = [...sessions.keys()];
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  const slotOf = sessions.map(() => -1);
  for (const s of order) {
    const allowed = [...slots.keys()].filter(
      (t) => free[t] > 0 && (!sessions[s].slots || sessions[s].slots.includes(slots[t].id)),
    );
    if (allowed.length === 0) continue;
    slotOf[s] = allowed[random.below(allowed.length)];
    free[slotOf[s]]--;
  }
  return slotOf;
}

/** Per slot and person the highest weight there, summed. */
function utility({ slots, sessions, people }, slotOf) {
  const best = new Float64Array(slots.length * people.length);
  slotOf.forEach((t, s) => {
    if (t < 0) return;
    people.forEach(({ interest }, p) => {
      const weight = interest[sessions[s].id] ?? 0;
      if (weight > best[t * people.length + p]) best[t * people.length + p] = weight;
    });
  });
  return best.reduce((sum, weight) => sum + weight, 0);
}

/**
 * Minnestar's tool: energy of slots from binary interest, minimised by a search that never takes a step
 * back. Interest counts from 50 on; whoever leads a session wants it. As many rooms as sessions need.
 */
function compareClimber(name, problem) {
  const crowd = binaryCrowd(problem);
  const began = performance.now();
  const theirs = climb(crowd, createRandom(seed));
  const time = (performance.now() - began) / 1000;
  const value = energy(crowd, theirs);
  const rooms = Math.ceil(problem.sessions.length / problem.slots.length);
  const asOurs = {
    format: 'plenary-problem/1',
    slots: problem.slots,
    areas: Array.from({ length: rooms }, (_, a) => ({ id: `r${a}`, seats: null })),
    sessions: problem.sessions.map(({ id, leads }) => ({ id, leads })),
    people: problem.people.map(({ id }, p) => ({
      id,
      // Each person's sessions weigh as much together as anybody's: the energy is a mean over people.
      interest: Object.fromEntries(
        crowd.wanted[p].map((s) => [
          problem.sessions[s].id,
          Math.max(1, Math.round(100 / crowd.wanted[p].length)),
        ]),
      ),
    })),
  };
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  const solver = createSolver(asOurs, { seed });
  const most = time / 10;
  let beaten;
  const look = (slotOf) => {
    const ours = energy(crowd, slotOf);
    if (beaten === undefined && ours < value) beaten = elapsed();
    return ours;
  };
  while (elapsed() < most * SEARCHING && !solver.proven()) {
    solver.step(2048, elapsed() / (most * SEARCHING));
    look(slotsOf(problem, solver.best().placements));
  }
  const walk = new EnergyWalk(crowd, slotsOf(problem, solver.best().placements), rooms, createRandom(seed));
  const since = elapsed();
  while (elapsed() < most) {
    walk.run(512, (elapsed() - since) / (most - since));
    look(walk.best);
  }
  report(name, 'hill climber', 'energy (less is better)', value, time, {
    value: look(walk.best),
    time: elapsed(),
    beaten,
  });
}

function slotsOf({ slots, sessions }, placements) {
  const at = new Map(placements.map(({ session, slot }) => [session, slot]));
  return sessions.map(({ id }) => slots.findIndex((slot) => slot.id === at.get(id)));
}

/** Ten rounds of 12,000 · √quality steps, from quality 0.01 to 1.5; each step rotates one place along a cycle of slots. */
function climb(crowd, random) {
  const { slotCount, sessionCount } = crowd;
  const rooms = Math.ceil(sessionCount / slotCount);
  // Places of a slot follow each other; what is no session is an empty room.
  const place = Array.from({ length: rooms * slotCount }, (_, i) => (i < sessionCount ? i : -1));
  const slotOf = new Int32Array(sessionCount);
  const settle = () => place.forEach((s, i) => s >= 0 && (slotOf[s] = i % slotCount));
  settle();
  let now = energy(crowd, slotOf);
  const q = 1 / (slotCount - 1);
  for (let round = 0; round < 10; round++) {
    const quality = 0.01 * 150 ** (round / 9);
    for (let left = Math.ceil(12_000 * Math.sqrt(quality)) + 1; left > 0; left--) {
      const drawn = random.below(1_000_000) / 1_000_000;
      const length = Math.min(slotCount, 1 + Math.floor((1 + q) / (drawn + q)));
      const cycle = [];
      while (cycle.length < length) {
        const slot = random.below(slotCount);
        if (!cycle.includes(slot)) cycle.push(slot);
      }
      const spots = cycle.map((slot) => slot + slotCount * random.below(rooms));
      const before = spots.map((spot) => place[spot]);
      spots.forEach((spot, i) => (place[spot] = before[(i + 1) % before.length]));
      settle();
      const next = energy(crowd, slotOf);
      if (next <= now) now = next;
      else {
        spots.forEach((spot, i) => (place[spot] = before[i]));
        settle();
      }
    }
  }
  return slotOf;
}

/**
 * The seating of enyineer/simple-unconference, of the same sessions in the same slots: most stars to the
 * largest room, then people, fewest options first, into the emptiest session they starred. A star is a
 * weight of 75 or more; leads sit in their own session.
 */
function compareSeating(name, problem) {
  const began = performance.now();
  const solver = createSolver(structuredClone(problem), { seed });
  const elapsed = () => (performance.now() - began) / 1000;
  while (elapsed() < seconds / 10 && !solver.proven()) solver.step(512, elapsed() / (seconds / 10));
  const found = solver.best();
  const start = performance.now();
  const value = seatByStars(problem, found.placements);
  const time = (performance.now() - start) / 1000;
  const scoring = performance.now();
  const ours = scoreSchedule(problem, found).served;
  const ourTime = (performance.now() - scoring) / 1000;
  report(name, 'seating by stars', 'served, same slots', value, time, {
    value: ours,
    time: ourTime,
    beaten: ours > value ? ourTime : undefined,
  });
}

function seatByStars({ slots, areas, sessions, people }, placements) {
  const session = new Map(sessions.map((one) => [one.id, one]));
  let served = 0;
  slots.forEach((slot, t) => {
    const running = placements.filter((placement) => {
      const start = slots.findIndex(({ id }) => id === placement.slot);
      return start <= t && t < start + (session.get(placement.session).length ?? 1);
    });
    const stars = (id) => people.filter(({ interest }) => (interest[id] ?? 0) >= 75).length;
    const seatsOf = (id) => areas.find((area) => area.id === id).seats ?? people.length;
    const sizes = running.map(({ area }) => seatsOf(area)).toSorted((a, b) => b - a);
    const left = new Map(
      running
        .map((placement) => [placement.session, stars(placement.session)])
        .toSorted(([, a], [, b]) => b - a)
        .map(([id], i) => [id, { seats: sizes[i], taken: 0 }]),
    );
    const here = people.filter(({ absent = [] }) => !absent.includes(slot.id));
    const waiting = here.flatMap((person) => {
      const own = running.find((one) => session.get(one.session).leads?.includes(person.id));
      if (own) {
        left.get(own.session).taken++;
        served += 100;
        return [];
      }
      const options = running.map((one) => one.session).filter((id) => (person.interest[id] ?? 0) >= 75);
      return options.length > 0 ? [{ person, options }] : [];
    });
    for (const { person, options } of waiting.toSorted((a, b) => a.options.length - b.options.length)) {
      const open = options.filter((id) => left.get(id).taken < left.get(id).seats);
      const [emptiest] = open.toSorted((a, b) => left.get(a).taken - left.get(b).taken);
      if (emptiest === undefined) continue;
      left.get(emptiest).taken++;
      served += person.interest[emptiest];
    }
  });
  return served;
}

function report(name, rule, objective, theirs, theirTime, { value, time, beaten }) {
  const shown = (number) => (Number.isInteger(number) ? number.toLocaleString('en') : number.toFixed(4));
  const inSeconds = (number) => `${number < 0.1 ? number.toFixed(4) : number.toFixed(2)} s`;
  const cells = [
    ...[name, rule, objective, shown(theirs), inSeconds(theirTime), shown(value), inSeconds(time)],
    beaten === undefined ? 'not' : inSeconds(beaten),
    beaten === undefined ? '–' : (beaten / theirTime).toFixed(3),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
