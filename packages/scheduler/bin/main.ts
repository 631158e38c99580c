import { parseArgs } from 'node:util';
import packageFile from '../package.json' with { type: 'json' };
import { boundCommand } from './bound-command.ts';
import { convertCommand } from './convert-command.ts';
import { explainCommand } from './explain-command.ts';
import { generateCommand } from './generate-command.ts';
import { improveCommand } from './improve-command.ts';
import { InputError } from './input-file.ts';
import { scoreCommand } from './score-command.ts';
import { solveCommand } from './solve-command.ts';

export const USAGE = `Usage:
  plenary-schedule solve problem.json [--seed N] [--seconds N | --iterations N] [--from schedule.json] [--out schedule.json] [--prove] [--threads N]
  plenary-schedule improve problem.json schedule.json [--most-moves N] [--frozen-before SLOT] [--seconds N] [--seed N] [--out schedule.json]
  plenary-schedule score problem.json schedule.json
  plenary-schedule bound problem.json [--seconds N] [--from schedule.json]
  plenary-schedule explain problem.json schedule.json [session | --person ID | --pairs] [--json]
  plenary-schedule generate [--people N] [--sessions N] [--slots N] [--areas N] [--kind full | plain] [--seed N] [--out problem.json]
  plenary-schedule convert schedule.json | tables.json | problem.json [interests.csv ...] [--out problem.json]
  plenary-schedule --help | --version

solve    finds a schedule. Default: --seed 1 --seconds 5. With --iterations the result is the same on
         every machine. --from starts from a schedule instead of from nothing. Ctrl-C ends the search
         and still writes the best schedule. The result goes to --out, or else to standard output.
         --prove spends half of the seconds on a proof of how much any schedule can serve at most; the
         result then has "proven" and "gapPercent", and is better when the proof comes upon a better one.
         --threads searches N times at once, each on its own core, and takes the best. Default: 1.
improve  repairs a released schedule after the problem has changed, and moves as few sessions as it can.
         --most-moves: sessions that could stay and may be moved nevertheless; default: two more than the
         change concerns. --frozen-before: slots before this one are over. Default: --seed 1 --seconds 5.
         Standard error says what moved and why.
score    prints what a schedule is worth, as JSON.
bound    proves how much any schedule can serve at most, better the longer it may work; with --from also how
         far that schedule is from it. Default: --seconds 10.
explain  says why a session is where it is and what every other cell would cost; without a session,
         one line for each. --person: what somebody gets, what they miss and why. --pairs: the sessions
         at the same time that cost people most.
generate makes up an event to try things with; plain has interest only, full also leads, seats, absence and
         the other rules. Default: --people 45 --sessions 30 --slots 10 --areas 6 --kind full --seed 1.
convert  makes a problem of what other tools write: the schedule.json of pretalx and c3voc, the tables of the
         Xen Project's session scheduler, tables of interests (a row for each person, or person,session,weight).

Exit codes: 0 fine, 1 hard rules are broken (improve, score, solve), 2 bad usage or bad input.`;

/** Runs one command and returns the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
        json: { type: 'boolean' },
        person: { type: 'string' },
        pairs: { type: 'boolean' },
        seed: { type: 'string' },
        seconds: { type: 'string' },
        iterations: { type: 'string' },
        from: { type: 'string' },
        out: { type: 'string' },
        prove: { type: 'boolean' },
        threads: { type: 'string' },
        people: { type: 'string' },
        sessions: { type: 'string' },
        slots: { type: 'string' },
        areas: { type: 'string' },
        kind: { type: 'string' },
        'most-moves': { type: 'string' },
        'frozen-before': { type: 'string' },
      },
    });
    if (values.help) return print(USAGE);
    if (values.version) return print(packageFile.version);
    const [command, ...files] = positionals;
    if (command === 'solve') return await solveCommand(files, values);
    if (command === 'improve') return await improveCommand(files, values);
    if (command === 'score') return scoreCommand(files);
    if (command === 'bound') return await boundCommand(files, values);
    if (command === 'explain') return explainCommand(files, values);
    if (command === 'generate') return generateCommand(files, values);
    if (command === 'convert') return convertCommand(files, values);
    throw new InputError([
      command === undefined ? 'a command is missing' : `there is no command "${command}"`,
    ]);
  } catch (error) {
    if (error instanceof InputError) return refuse(error.sentences);
    if (isUsageError(error)) return refuse([error.message]);
    throw error;
  }
}

function print(text: string): number {
  console.log(text);
  return 0;
}

function refuse(sentences: readonly string[]): number {
  for (const sentence of sentences) console.error(sentence);
  console.error('Try: plenary-schedule --help');
  return 2;
}

/** What `parseArgs` throws for options it does not know. */
function isUsageError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
