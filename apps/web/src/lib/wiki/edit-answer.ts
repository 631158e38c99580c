import type { NameOwner } from '@plenary/domain/wiki/named-page.ts';
import type { StaleText } from '@plenary/domain/wiki/stale-text.ts';
import type { Refused } from '#lib/server/form.ts';

/** What an action of the page where a text is edited may answer. */
interface Answered {
  readonly refused?: Refused['refused'] | undefined;
  readonly preview?: string | undefined;
  readonly values?: Readonly<Record<string, string | undefined>> | undefined;
  readonly saved?: boolean | undefined;
}

/** What came of the page's two forms: the text's (`change`, `preview`) and the name's (`rename`). */
export function editAnswer<Stale extends StaleText>(form: Answered | null) {
  const refused = form?.refused;
  const changing = refused?.action === '?/change' ? refused : undefined;
  const renaming = refused?.action === '?/rename' ? refused : undefined;
  return {
    refused,
    renaming,
    /** Sentences for the fields of the text. */
    errors: changing?.fields ?? {},
    typed: changing?.values ?? form?.values,
    preview: form?.preview,
    stale: changing?.code === 'stale' ? (changing.subject as Stale) : undefined, // staleText() puts it there
    owner: renaming?.code === 'invalid-input' ? (renaming.subject as NameOwner | undefined) : undefined, // claimName() does
  };
}
