/** From an id to its place in the list. */
export function indexById(items: readonly { readonly id: string }[]): ReadonlyMap<string, number> {
  return new Map(items.map((item, i) => [item.id, i]));
}

/** The index of an id; throws a RangeError such as `no session "s9" in the problem`. */
export function find(index: ReadonlyMap<string, number>, noun: string, id: string): number {
  const found = index.get(id);
  if (found === undefined) throw new RangeError(`no ${noun} "${id}" in the problem`);
  return found;
}
