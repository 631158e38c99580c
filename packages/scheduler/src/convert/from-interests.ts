import type { Conversion, Converted } from './converted.ts';
import { readCsv, type CsvRecord } from './read-csv.ts';

const WORDS: ReadonlyMap<string, number> = new Map([
  ['', 0],
  ['none', 0],
  ['no', 0],
  ['maybe', 25],
  ['want', 75],
  ['yes', 75],
  ['must', 100],
]);
const MOST = 100;
const MOST_ERRORS = 50;

/**
 * Adds a table of interests to a problem. Either a row for each person (`person`, then a column for
 * each session) or a row for each answer (`person,session,weight`). A weight is a whole number from 0 to
 * 100, or none, maybe (25), want (75), must (100). Sessions are named by id or by title; people who are
 * new are added. Errors name line and column.
 */
export function fromInterests(base: Converted, csv: string): Conversion {
  const errors: string[] = [];
  const sessions = new Map([
    ...[...base.titles].map(([title, id]) => [title.toLowerCase(), id] as const),
    ...base.problem.sessions.map(({ id }) => [id.toLowerCase(), id] as const),
  ]);
  const interest = new Map(base.problem.people.map((one) => [one.id, { ...one.interest }]));
  const say = (line: number, column: string, person: string, session: string, text: string): void => {
    const id = sessions.get(session.toLowerCase());
    const weight = weightOf(text);
    if (person === '') errors.push(`line ${line}: a person is missing`);
    else if (id === undefined) errors.push(`line ${line}: no session "${session}"`);
    else if (weight === undefined)
      errors.push(
        `line ${line}, "${column}": expected 0 to ${MOST}, or none, maybe, want, must, found "${text}"`,
      );
    else {
      const said = interest.get(person) ?? {};
      interest.set(person, said);
      if (weight > 0) said[id] = weight;
      else delete said[id];
    }
  };

  const [head, ...rows] = readCsv(csv);
  if (!head || rows.length === 0) return { ok: false, errors: ['expected a first line of names and a row'] };
  if (isLong(head)) readLong(head, rows, say);
  else readWide(head, rows, say, errors);
  if (errors.length > 0) {
    const more = errors.length - MOST_ERRORS;
    return { ok: false, errors: more > 0 ? [...errors.slice(0, MOST_ERRORS), `and ${more} more`] : errors };
  }
  const known = new Map(base.problem.people.map((one) => [one.id, one]));
  const people = [...interest].map(([id, said]) => ({ ...known.get(id), id, interest: said }));
  return { ok: true, problem: { ...base.problem, people }, titles: base.titles };
}

type Say = (line: number, column: string, person: string, session: string, text: string) => void;

function isLong({ fields }: CsvRecord): boolean {
  const names = fields.map((one) => one.toLowerCase());
  return ['person', 'session', 'weight'].every((name) => names.includes(name));
}

function readLong({ fields }: CsvRecord, rows: readonly CsvRecord[], say: Say): void {
  const names = fields.map((one) => one.toLowerCase());
  const [person, session, weight] = ['person', 'session', 'weight'].map((name) => names.indexOf(name));
  for (const { line, fields: row } of rows)
    say(line, 'weight', row[person!] ?? '', row[session!] ?? '', row[weight!] ?? '');
}

function readWide({ fields }: CsvRecord, rows: readonly CsvRecord[], say: Say, errors: string[]): void {
  const seen = new Set<string>();
  for (const { line, fields: row } of rows) {
    const person = row[0] ?? '';
    if (seen.has(person)) errors.push(`line ${line}: "${person}" has a row already`);
    seen.add(person);
    if (row.length > fields.length)
      errors.push(`line ${line}: ${row.length} values for ${fields.length} columns`);
    fields.slice(1).forEach((session, index) => say(line, session, person, session, row[index + 1] ?? ''));
  }
}

function weightOf(text: string): number | undefined {
  const word = WORDS.get(text.toLowerCase());
  if (word !== undefined) return word;
  const number = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  return number <= MOST ? number : undefined;
}
