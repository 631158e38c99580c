import type { Control } from './hostile-forms.ts';

/** What somebody may put where it does not belong. `raw` is sent as it stands, for what no text can say. */
export interface Hostile {
  readonly what: string;
  /** Undefined: the field is left out. Several: the field is repeated. */
  readonly values: readonly string[] | undefined;
  readonly raw?: string;
  /** Nothing that anybody may ever store. */
  readonly poison?: (control: Control) => boolean;
}

const UNKNOWN_ID = '01kh3v9m6y0f6n3c1x8e2qzr5t';
/** Hidden fields that no action reads: where to go on to, what the form showed. */
const FORMS_OWN = /^(next|shown|shownLeads)$/;
/** What comes from a box or a radio is only whether it is ticked. */
const always = ({ kind, name }: Control): boolean =>
  kind !== 'checkbox' && kind !== 'radio' && !FORMS_OWN.test(name);
const names = /Id$|^(version|number|signIn|chosen)$/;
const isChosen = ({ kind, name }: Control): boolean =>
  kind === 'select' || kind === 'button' || (kind === 'hidden' && !FORMS_OWN.test(name));
const isDate = ({ kind }: Control): boolean => /^date|^time/.test(kind);
const isNumber = ({ numeric, name }: Control): boolean => numeric || name === 'version' || name === 'number';
const isTyped = (control: Control): boolean => isDate(control) || isNumber(control) || isChosen(control);

function one(what: string, value: string, poison?: Hostile['poison']): Hostile {
  return { what, values: [value], ...(poison && { poison }) };
}

/** Everything that is put into one field, one after the other: always what lies, and what its kind cannot be. */
export function hostileValues(control: Control, foreignId: string): Hostile[] {
  const { name, value, kind } = control;
  const lies: Hostile[] = [
    { what: 'left out', values: undefined },
    one('empty', ''),
    { what: 'repeated', values: [value, value] },
    one('NUL', 'a\u0000b', always),
    one('ESC', 'a\u001b[31mb', always),
    one('right-to-left override', 'a\u202eb', always),
    { what: 'half a surrogate pair', values: [], raw: 'a%ED%A0%80b', poison: isTyped },
    one('markup', '<script>alert(1)</script>', isTyped),
  ];
  if (kind === 'checkbox' || kind === 'radio') return lies;
  const long = one('a million characters', 'x'.repeat(1_000_000), always);
  if (!isTyped(control))
    return [...lies, one('BEL', 'a\u0007b', always), one('isolate', 'a\u2066b', always), long];
  return [
    ...lies,
    one('words', 'many', isTyped),
    ...['1e309', '-1', '1.5', 'NaN'].map((number) => one(number, number, isTyped)),
    one('an unknown id', UNKNOWN_ID, isTyped),
    ...(names.test(name) ? [one('an id of another event', foreignId, isTyped)] : [long]),
    one(
      'a date long past',
      kind === 'datetime-local' ? '1999-01-01T00:00' : '1999-01-01',
      (field) => !isDate(field),
    ),
    one('9999-99-99', '9999-99-99', isTyped),
  ];
}

/** Something that a person might type; adapted when the form says that it is wrong. */
export function plausible({ kind, name, value, numeric, choices, required }: Control): string {
  if (value !== '' || /hidden|unseen|file|button/.test(kind)) return value;
  switch (kind) {
    case 'email':
      return required || name.includes('1') ? `kept-${name.replaceAll(/\W|_/g, '')}@example.org` : '';
    case 'date':
      return '2031-05-01';
    case 'datetime-local':
      return '2031-05-01T09:00';
    case 'time':
      return '09:00';
    case 'url':
      return 'https://example.org/kept';
    case 'select':
      return choices.find(Boolean) ?? '';
    default:
      return numeric ? '7' : `Kept ${name}`;
  }
}

/** Bodies of endpoints that take JSON: what is not JSON, and JSON of every shape but the right one. */
export const HOSTILE_JSON: readonly {
  readonly what: string;
  readonly body: string;
  readonly type?: string;
}[] = [
  { what: 'nothing', body: '' },
  { what: 'no JSON', body: '{"level":' },
  { what: 'words', body: 'must' },
  { what: 'null', body: 'null' },
  { what: 'a number', body: '1e309' },
  { what: 'a string', body: '"must"' },
  { what: 'an array', body: '[[[]]]' },
  { what: 'an empty object', body: '{}' },
  { what: 'deep nesting', body: '['.repeat(20_000) + ']'.repeat(20_000) },
  { what: 'a deep object', body: '{"level":'.repeat(5000) + '1' + '}'.repeat(5000) },
  { what: 'prototype keys', body: '{"__proto__":{"level":"must"},"constructor":{"prototype":1}}' },
  { what: '2 MB', body: JSON.stringify({ level: 'x'.repeat(2_200_000) }) },
  { what: 'as text', body: '{"level":"must"}', type: 'text/plain' },
  { what: 'as a form', body: '{"level":"must"}', type: 'application/x-www-form-urlencoded' },
  { what: 'as parts without any', body: '{"level":"must"}', type: 'multipart/form-data' },
  { what: 'as broken parts', body: '--x\r\nhello', type: 'multipart/form-data; boundary=x' },
  { what: 'without a type', body: '{"level":"must"}', type: '' },
];

/** Values for one key of a JSON body. */
export const HOSTILE_JSON_VALUES: readonly string[] = [
  ...['null', 'true', '7', '-1', '1.5', '1e309', '""', '[]', '{}', '[["must"]]', '{"$ne":null}'],
  ...['"\\u0000"', '"\\u202e"', '"\\ud800"', '"<script>"', `"${UNKNOWN_ID}"`, `"${'x'.repeat(100_000)}"`],
];

/** For queries and parts of paths, as they stand in an address. */
export const HOSTILE_IN_ADDRESS: readonly string[] = [
  ...[
    '',
    '%00',
    '%07',
    '%1B',
    '%E2%80%AE',
    '%ED%A0%80',
    '%E0%A4%A',
    '%',
    '%3Cscript%3E',
    '..%2f..%2f',
    '%5c',
  ],
  ...['-1', '1.5', '1e309', 'NaN', '9999-99-99', UNKNOWN_ID, '__proto__', 'x'.repeat(4000), '%25%27%22_'],
];
