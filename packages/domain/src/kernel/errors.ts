/**
 * Every way in which an action can fail for a reason that the person asking can understand.
 * `packages/api` maps each code to an HTTP status, `apps/web` to words in the reader's language.
 */
export type ErrorCode =
  | 'sign-in-needed'
  | 'not-allowed'
  | 'not-found'
  | 'invalid-input'
  | 'stale'
  | 'invitations-not-open'
  | 'invitations-closed'
  | 'event-full'
  | 'wrong-state'
  | 'proposing-closed'
  | 'already-taken'
  | 'would-displace'
  | 'move-refused'
  | 'nothing-to-undo'
  | 'nothing-to-release'
  | 'link-expired'
  | 'too-many'
  | 'file-refused'
  | 'file-misnamed'
  | 'file-too-large'
  | 'quota-reached'
  | 'disk-full'
  | 'recording-refused'
  | 'store-unavailable';

/** One thing that is wrong with one field; the words come from the catalogue. */
export interface FieldIssue {
  /** Where, as the form names it: `headline`, `leads.0.email`. */
  readonly path: string;
  readonly code:
    | 'required'
    | 'too-long'
    | 'too-short'
    | 'too-small'
    | 'too-large'
    | 'not-an-email'
    | 'not-a-date'
    | 'not-a-time'
    | 'not-a-zone'
    | 'not-a-link'
    | 'not-a-choice'
    | 'not-a-number'
    | 'not-a-slug'
    | 'control-characters'
    | 'direction-override'
    | 'unknown-field'
    | 'before-start'
    | 'taken'
    | 'wrong-type'
    | 'in-the-past'
    | 'too-late'
    | 'overlaps'
    | 'too-many'
    | 'wrong-code'
    | 'old-code'
    | 'not-now'
    | 'reserved'
    | 'not-with-files'
    | 'mixed-files'
    | 'not-whole'
    | 'not-an-address'
    | 'own-address'
    | 'address-taken'
    | 'not-an-export'
    | 'not-a-picture'
    | 'damaged-picture'
    | 'picture-metadata'
    | 'too-many-pixels'
    | 'too-many-bytes'
    | 'person-pictures'
    | 'site-pictures'
    | 'no-alternative'
    | 'no-picture';
  readonly params: Readonly<Record<string, string | number>>;
}

export interface ErrorDetail {
  /** Names and values for the words of the message. */
  readonly params?: Readonly<Record<string, string | number>>;
  readonly fields?: readonly FieldIssue[];
  /** What the asker needs to decide: the current row of a stale write, the sessions a change displaces. */
  readonly subject?: unknown;
}

/** An expected failure: a code, a sentence with the names and values, and what helps to mend it. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, string | number>>;
  readonly fields: readonly FieldIssue[];
  readonly subject: unknown;

  constructor(code: ErrorCode, sentence: string, detail: ErrorDetail = {}) {
    super(sentence);
    this.code = code;
    this.params = detail.params ?? {};
    this.fields = detail.fields ?? [];
    this.subject = detail.subject;
  }
}

export function notFound(what: string, id: string): DomainError {
  return new DomainError('not-found', `There is no ${what} "${id}" here.`, { params: { what, id } });
}

export function notAllowed(sentence: string): DomainError {
  return new DomainError('not-allowed', sentence);
}

export function signInNeeded(): DomainError {
  return new DomainError('sign-in-needed', 'Sign in first.');
}

/** A single wrong field, found by a rule that a schema cannot know. */
export function wrongField(
  path: string,
  code: FieldIssue['code'],
  sentence: string,
  params: FieldIssue['params'] = {},
): DomainError {
  return new DomainError('invalid-input', sentence, { fields: [{ path, code, params }] });
}
