import { DomainError } from '../kernel/errors.ts';
import { mergeTexts } from '../text/merge-texts.ts';

/** What the second of two writers needs: the other's text, and both in one. */
export interface StaleText<Current extends KeptText = KeptText> {
  readonly current: Current;
  /** Every change of both. Where both changed the same lines, both versions stand between marks. */
  readonly merged: { readonly body: string };
  /** Passages between marks. */
  readonly conflicts: number;
}

/** A text as a revision keeps it. */
export interface KeptText {
  readonly body: string;
  readonly version: number;
  readonly byName: string | null;
}

/** Unites a text with the present one; `base` is what it was made of, undefined when that never was. */
export function uniteTexts<Current extends KeptText>(
  current: Current,
  base: { readonly body: string } | undefined,
  mine: { readonly body: string },
): StaleText<Current> {
  const { text: body, conflicts } = mergeTexts(base?.body ?? '', current.body, mine.body);
  return { current, merged: { body }, conflicts };
}

/** The refusal of a change that was made of an older version. */
export function staleText(subject: StaleText): DomainError {
  return new DomainError('stale', 'Somebody changed this page after you opened it.', { subject });
}
