import { wrongField, type DomainError } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { freeSlug } from '../kernel/slug-words.ts';
import { nameKey, slugOf } from './page-text.ts';

/** How often an address may be taken by somebody else between looking and taking it. */
const TRIES = 5;

/** Where the names of some pages are kept. Each belongs to one page for good. */
export interface KeptNames {
  /** Whose name it is, and the address made of it. */
  readonly owner: (key: string) => Promise<{ readonly pageId: Id; readonly slug: string } | undefined>;
  readonly slugsLike: (pattern: string) => Promise<readonly string[]>;
  /** False when the name or the address is somebody else's by now. */
  readonly keep: (name: { readonly key: string; readonly slug: string }) => Promise<boolean>;
  /** The refusal of a name that is another page's. */
  readonly taken: (pageId: Id) => Promise<DomainError>;
}

/** The key of a name that can be linked; refused when nothing of it can. */
export function requireKey(name: string): string {
  const key = nameKey(name);
  if (key === '') throw wrongField('name', 'required', 'A name needs letters or digits.');
  return key;
}

/**
 * Gives a page a name and the address made of it, for good: links and addresses with it lead there from then on.
 * Refused when another page has or had that name. Its own earlier names it may have again.
 */
export async function claimName(names: KeptNames, pageId: Id, name: string): Promise<{ slug: string }> {
  const key = requireKey(name);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const owned = await names.owner(key);
    if (owned?.pageId === pageId) return { slug: owned.slug };
    if (owned) throw await names.taken(owned.pageId);
    const wanted = slugOf(name);
    const slug = freeSlug(wanted, new Set(await names.slugsLike(`${wanted}%`)));
    if (await names.keep({ key, slug })) return { slug };
  }
  throw new Error(`no free address for a page named ${name}`);
}
