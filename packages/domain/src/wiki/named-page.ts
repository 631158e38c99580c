import { nameKey } from './page-text.ts';

/** A page as others name it: its address and its present name. */
export interface NamedPage {
  readonly slug: string;
  readonly name: string;
}

/** What has a name already; a removed page is not shown, and only organisers bring it back. */
export type NameOwner = NamedPage | { readonly removed: true };

/** What to look for when some pages are named; names without letters and digits name none. */
export function keysOf(names: readonly string[]): string[] {
  return [...new Set(names.map(nameKey).filter(Boolean))];
}

/** The pages that were found by their keys, by the names as given. */
export function byGivenNames(
  names: readonly string[],
  found: readonly (NamedPage & { readonly key: string })[],
): Map<string, NamedPage> {
  const byKey = new Map(found.map(({ key, slug, name }) => [key, { slug, name }]));
  return new Map(
    names.flatMap((name) => {
      const page = byKey.get(nameKey(name));
      return page ? [[name, page] as const] : [];
    }),
  );
}
