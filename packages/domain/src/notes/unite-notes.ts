import { DomainError } from '../kernel/errors.ts';
import { mergeTexts } from '../text/merge-texts.ts';

/** What somebody needs whose text and another's changed the same lines. */
export interface StaleNotes {
  readonly current: string;
  /** Every change of both; where both changed the same lines, both versions stand between marks. */
  readonly merged: string;
  /** Passages between marks. */
  readonly conflicts: number;
}

/**
 * The text that has what changed from `base` to `mine` and what others changed meanwhile. Refused as stale, with
 * `StaleNotes` as the subject, where both changed the same lines: a person decides that.
 */
export function unitedNotes(base: string, current: string, mine: string): string {
  if (current.trim() === base.trim()) return mine;
  const { text, conflicts } = mergeTexts(base.trim(), current.trim(), mine);
  if (conflicts === 0) return text;
  const subject: StaleNotes = { current, merged: text, conflicts };
  throw new DomainError('stale', 'Somebody changed the same lines after you opened these notes.', {
    subject,
  });
}
