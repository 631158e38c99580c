import type { z } from 'zod';
import { DomainError, type FieldIssue } from './errors.ts';

/** Reads an action's input; what is wrong comes back as one error that names every field. */
export function readInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const read = schema.safeParse(input);
  if (read.success) return read.data;
  throw invalidInput(read.error);
}

/** What a schema complains of, as an error of ours. */
export function invalidInput(problem: z.core.$ZodError): DomainError {
  const fields = problem.issues.flatMap(toFieldIssues);
  const places = fields.map((field) => `${field.path || 'input'}: ${field.code}`).join('; ');
  return new DomainError('invalid-input', `Please look at these fields again: ${places}.`, { fields });
}

const MESSAGE_CODES = new Set(['not-an-email', 'not-a-time', 'not-a-number']);

/** What there may be too much of; of anything else the value itself is too large. */
const TOO_BIG: Readonly<Record<string, FieldIssue['code']>> = { string: 'too-long', array: 'too-many' };

function toFieldIssues(issue: z.core.$ZodIssue): FieldIssue[] {
  const path = issue.path.map(String).join('.');
  const one = (code: FieldIssue['code'], params: FieldIssue['params'] = {}) => [{ path, code, params }];
  if (MESSAGE_CODES.has(issue.message)) return one(issue.message as FieldIssue['code']); // our own codes, see fields.ts
  switch (issue.code) {
    case 'too_big':
      return one(TOO_BIG[issue.origin] ?? 'too-large', { max: Number(issue.maximum) });
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array') {
        return Number(issue.minimum) === 1
          ? one('required')
          : one('too-short', { min: Number(issue.minimum) });
      }
      return one('too-small', { min: Number(issue.minimum) });
    case 'invalid_type':
      return one(issue.input === undefined ? 'required' : 'wrong-type', { expected: issue.expected });
    case 'invalid_value':
      return one('not-a-choice', { choices: issue.values.map(String).join(', ') });
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: path ? `${path}.${key}` : key,
        code: 'unknown-field',
        params: {},
      }));
    case 'custom':
      return one((issue.params?.['code'] as FieldIssue['code'] | undefined) ?? 'wrong-type'); // params are set in fields.ts only
    default:
      return one('wrong-type');
  }
}
