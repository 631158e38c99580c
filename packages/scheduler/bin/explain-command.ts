import { describeRefusal } from '../src/describe-refusal.ts';
import { explainPlacement, type PlacementExplanation } from '../src/explain.ts';
import type { Affected, CellPrice } from '../src/price-move.ts';
import { InputError, loadProblem, loadSchedule } from './input-file.ts';

/** Prints one line per session, or all about one session. */
export function explainCommand(
  [problemFile, scheduleFile, session, ...rest]: readonly string[],
  json: boolean,
): number {
  if (rest.length > 0) throw new InputError([`"${rest[0]}" is one word too many`]);
  const problem = loadProblem(problemFile);
  const schedule = loadSchedule(scheduleFile, problem);
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
