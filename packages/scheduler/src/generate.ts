import type { Problem, ProblemArea, ProblemPerson, ProblemSession, ProblemSlot } from './problem.ts';
import { createRandom, type Random } from './random.ts';

export type GenerateOptions = {
  readonly people: number;
  readonly sessions: number;
  readonly slots: number;
  readonly areas: number;
  readonly seed: number;
  /** Interest only, or also leads, seats, absence, needs, long sessions and order. */
  readonly kind: 'plain' | 'full';
};

const SLOTS_PER_DAY = 6;
const WEIGHTS = [25, 75, 100];

/**
 * An event as one might meet it, the same for the same options: sessions have topics and differ in
 * fame, people care about one to three topics, and some like a session for no reason. For
 * benchmarks and trials.
 */
export function generateProblem(options: GenerateOptions): Problem {
  const random = createRandom(options.seed);
  const full = options.kind === 'full';
  const slots = Array.from({ length: options.slots }, (_, t) => makeSlot(t));
  const areas = Array.from({ length: options.areas }, (_, a) => makeArea(a, options, random));
  const topicCount = Math.max(2, Math.round(options.sessions / 8));
  const topics = Array.from({ length: options.sessions }, () => random.below(topicCount));
  const fame = topics.map(() => 10 + random.below(40) + (random.below(8) === 0 ? 40 : 0));
  const people = Array.from({ length: options.people }, (_, p): ProblemPerson => {
    const mine = new Set(Array.from({ length: 1 + random.below(3) }, () => random.below(topicCount)));
    const interest: [string, number][] = [];
    topics.forEach((topic, s) => {
      const percent = mine.has(topic) ? Math.min(95, 2 * fame[s]!) : fame[s]! / 5;
      if (random.below(100) < percent) interest.push([`s${s + 1}`, WEIGHTS[random.below(3)]!]);
    });
    const away = full && random.below(12) === 0 ? slots[random.below(slots.length)]!.day : undefined;
    const absent = slots.filter((slot) => slot.day === away).map((slot) => slot.id);
    return { id: `p${p + 1}`, absent, interest: Object.fromEntries(interest) };
  });
  const sessions = topics.map((_, s) =>
    full ? makeFullSession(s, options, slots, random) : { id: `s${s + 1}` },
  );
  const { kind, seed } = options;
  const name = `topics ${options.people}x${options.sessions}x${options.slots}x${options.areas} ${kind} seed ${seed}`;
  return { format: 'plenary-problem/1', name, slots, areas, sessions, people, previous: [] };
}

function makeSlot(t: number): ProblemSlot {
  const day = Math.floor(t / SLOTS_PER_DAY);
  const hour = 10 + (t % SLOTS_PER_DAY);
  const date = `2027-${two(4 + Math.floor(day / 28))}-${two(1 + (day % 28))}`;
  return { id: `d${day + 1}-${1 + (t % SLOTS_PER_DAY)}`, day: date, start: `${hour}:00`, end: `${hour}:50` };
}

/** The last area is a commons without limit. */
function makeArea(a: number, options: GenerateOptions, random: Random): ProblemArea {
  const id = String(a + 1);
  if (options.kind === 'plain') return { id, seats: null };
  const mean = Math.ceil(options.people / options.areas);
  const seats =
    a === options.areas - 1 ? null : Math.max(4, Math.round((mean * (60 + random.below(100))) / 100));
  return { id, seats, features: ['screen', 'whiteboard'].filter(() => random.below(10) < 7), closed: [] };
}

function makeFullSession(
  s: number,
  options: GenerateOptions,
  slots: readonly ProblemSlot[],
  random: Random,
): ProblemSession {
  const chance = (percent: number): boolean => random.below(100) < percent;
  const leads = new Set([`p${1 + random.below(options.people)}`]);
  if (chance(20)) leads.add(`p${1 + random.below(options.people)}`);
  const day = chance(10) ? slots[random.below(slots.length)]!.day : undefined;
  const earlier = (): string[] => [`s${1 + random.below(s)}`];
  return {
    id: `s${s + 1}`,
    leads: [...leads],
    length: chance(8) ? 2 : 1,
    slots: day === undefined ? null : slots.filter((slot) => slot.day === day).map((slot) => slot.id),
    needs: chance(15) ? ['screen'] : [],
    priority: 1,
    pin: null,
    after: s > 0 && chance(4) ? earlier() : [],
    notWith: s > 0 && chance(4) ? earlier() : [],
  };
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
