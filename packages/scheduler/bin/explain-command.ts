import { describeRefusal } from '../src/describe-refusal.ts';
import { explainPlacement, type PlacementExplanation } from '../src/explain.ts';
import {
  explainPerson,
  worstPairs,
  type MissReason,
  type PairCost,
  type PersonExplanation,
} from '../src/explain-people.ts';
import type { Affected, CellPrice } from '../src/price-move.ts';
import { InputError, loadProblem, loadSchedule } from './input-file.ts';

type Flags = {
  readonly json?: boolean | undefined;
  readonly person?: string | undefined;
  readonly pairs?: boolean | undefined;
};

/** Prints one line per session, all about one session, what one person misses, or the pairs that hurt most. */
export function explainCommand(
  [problemFile, scheduleFile, session, ...rest]: readonly string[],
  { json = false, person, pairs = false }: Flags,
): number {
  if (rest.length > 0) throw new InputError([`"${rest[0]}" is one word too many`]);
  if ([session !== undefined, person !== undefined, pairs].filter(Boolean).length > 1)
    throw new InputError(['a session, --person and --pairs are different questions: ask one at a time']);
  const problem = loadProblem(problemFile);
  const schedule = loadSchedule(scheduleFile, problem);
  if (pairs) return printPairs(worstPairs(problem, schedule.placements), json);
  if (person !== undefined) {
    if (!problem.people.some(({ id }) => id === person))
      throw new InputError([`${problemFile}: no person "${person}"`]);
    return printPerson(explainPerson(problem, schedule.placements, person), json);
  }
  if (session !== undefined && !problem.sessions.some(({ id }) => id === session)) {
    throw new InputError([`${problemFile}: no session "${session}"`]);
  }
  const wanted = session === undefined ? problem.sessions.map(({ id }) => id) : [session];
  const explanations = wanted.map((id) => explainPlacement(problem, schedule, id));
  if (json) console.log(JSON.stringify(session === undefined ? explanations : explanations[0], null, 2));
  else if (session === undefined) for (const explanation of explanations) console.log(summary(explanation));
  else console.log(details(explanations[0]!));
  return 0;
}

function printPairs(pairs: readonly PairCost[], json: boolean): number {
  if (json) console.log(JSON.stringify(pairs, null, 2));
  else if (pairs.length === 0) console.log('Nobody wants two sessions of the same time.');
  else
    for (const { sessions, people, interest } of pairs)
      console.log(`${sessions.join(' and ')}: costs ${affected({ people, interest })}`);
  return 0;
}

function printPerson(explanation: PersonExplanation, json: boolean): number {
  if (json) console.log(JSON.stringify(explanation, null, 2));
  else {
    const { person, served, possible, attends, misses } = explanation;
    console.log(`${person} is served ${served} of ${possible} possible.`);
    for (const { slot, session, weight } of attends) console.log(`  ${slot}: ${session}, ${weight}`);
    if (misses.length > 0) console.log('Misses:');
    for (const { session, slot, weight, reason } of misses)
      console.log(`  ${session}, ${weight}${slot === null ? '' : `, in ${slot}`}: ${describeMiss(reason)}`);
  }
  return 0;
}

function describeMiss(reason: MissReason): string {
  switch (reason.kind) {
    case 'unplaced':
      return 'it is not placed';
    case 'absent':
      return 'absent then';
    case 'clash':
      return `sits in ${reason.with} then`;
    case 'no-seat':
      return 'no seat was left';
  }
}

function summary({ session, placement, reason }: PlacementExplanation): string {
  return placement ? reason : `${session} is not placed. ${reason}`;
}

function details(explanation: PlacementExplanation): string {
  const attendees = explanation.attendees.map(({ person, weight }) => `${person} ${weight}`).join(', ');
  return [
    summary(explanation),
    ...(attendees ? [`Who attends, by weight: ${attendees}.`] : []),
    'Other cells:',
    ...explanation.alternatives.map(describeCell),
  ].join('\n');
}

function describeCell({ slot, area, price }: CellPrice): string {
  const where = `  ${slot}, area ${area}:`;
  if (!price.ok) return `${where} no, ${price.refusals.map(describeRefusal).join('; ')}`;
  const { served, gained, lost, seatsShort } = price;
  const seats = seatsShort > 0 ? `; ${seatsShort} more without a seat in their first choice` : '';
  const sum = served > 0 ? `+${served}` : String(served);
  return `${where} served ${sum} (gained ${affected(gained)}, lost ${affected(lost)}${seats})`;
}

function affected({ people, interest }: Affected): string {
  return `${interest} for ${people} ${people === 1 ? 'person' : 'people'}`;
}
