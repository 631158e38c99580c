import { z } from 'zod';
import { ID_PATTERN } from './ids.ts';

/*
 * The fields that inputs are made of. Limits are generous for people and fatal for floods.
 * Control characters and bidirectional overrides are refused everywhere: they exist in
 * participant text only to mislead (Unicode TR 36, "Trojan Source", CVE-2021-42574). So is half a
 * surrogate pair, which no browser's form can send and which would be stored as something else.
 */

// eslint-disable-next-line no-control-regex -- naming them is the point of this rule
const CONTROL_IN_LINE = /[\u0000-\u001f\u007f-\u009f]/;
// eslint-disable-next-line no-control-regex -- naming them is the point; tab and line breaks are text
const CONTROL_IN_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
const DIRECTION_OVERRIDE = /[\u202a-\u202e\u2066-\u2069]/;

function clean(schema: z.ZodString, control: RegExp) {
  return schema.superRefine((value, context) => {
    if (control.test(value) || !value.isWellFormed()) {
      context.addIssue({
        code: 'custom',
        params: { code: 'control-characters' },
        message: 'control characters',
      });
    } else if (DIRECTION_OVERRIDE.test(value)) {
      context.addIssue({
        code: 'custom',
        params: { code: 'direction-override' },
        message: 'direction override',
      });
    }
  });
}

/** One line of text that must not be empty; white space around it does not count. */
export function line(max: number) {
  return clean(z.string().trim().min(1).max(max), CONTROL_IN_LINE);
}

/** One line of text that may be empty. */
export function optionalLine(max: number) {
  return clean(z.string().trim().max(max), CONTROL_IN_LINE).default('');
}

/** Several lines, usually Markdown; may be empty. Line ends become `\n`. */
export function text(max: number) {
  return clean(z.string().max(max), CONTROL_IN_TEXT)
    .transform((value) => value.replaceAll('\r\n', '\n').trim())
    .default('');
}

export const id = z.string().regex(ID_PATTERN, { error: 'unknown id' });

export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email({ error: 'not-an-email' }));

/** A link that a page may show: http, https or mailto, nothing that runs. */
export const link = clean(z.string().trim().max(2000), CONTROL_IN_LINE)
  .refine((value) => value === '' || /^(https?:\/\/|mailto:)\S+$/i.test(value), {
    params: { code: 'not-a-link' },
  })
  .default('');

/** A local calendar date, `2026-04-28`. */
export const date = z.string().refine(isDate, { params: { code: 'not-a-date' } });

/** A local time of day, `09:00`. */
export const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'not-a-time' });

/** A local date and time, `2026-04-28T09:00`, as a form's `datetime-local` control sends it. */
export const dateTime = z.string().refine(isDateTime, { params: { code: 'not-a-date' } });

/** An IANA time zone that this machine knows, `Asia/Shanghai`. */
export const zone = z.string().refine(isZone, { params: { code: 'not-a-zone' } });

export function wholeNumber(min: number, max: number) {
  const wrong = (issue: { code?: string; input?: unknown }) =>
    issue.code === 'invalid_type' && issue.input !== undefined ? 'not-a-number' : undefined;
  return z.preprocess(fromForm, z.number({ error: wrong }).int({ error: wrong }).min(min).max(max));
}

/** Forms send digits as text, and nothing when a field is left empty. */
function fromForm(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value.trim() === '' ? undefined : Number(value);
}

/** The version a form was filled in against; a write against an older one is refused as stale. */
export const version = wholeNumber(1, Number.MAX_SAFE_INTEGER);

function isDate(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && parses(() => Temporal.PlainDate.from(value));
}

function isDateTime(value: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(value) && parses(() => Temporal.PlainDateTime.from(value))
  );
}

function isZone(value: string): boolean {
  return value.includes('/') && parses(() => Temporal.Now.zonedDateTimeISO(value)) ? true : value === 'UTC';
}

function parses(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}
