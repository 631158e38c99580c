import type { JsonReader } from './json-reader.ts';
import type { ProblemSession } from './problem.ts';

/** Reports an order that no schedule can keep because it leads back to where it began; one is enough. */
export function checkOrder(reader: JsonReader, sessions: readonly ProblemSession[]): void {
  const circle = findCircle(sessions);
  if (!circle) return;
  const at = sessions.findIndex(({ id }) => id === circle[0]);
  const way = circle.map((id) => `"${id}"`).join(' after ');
  reader.report(`sessions[${at}].after`, `${way}: the order goes in a circle`);
}

/** Sessions of which each comes after the next, the last of them the first again; undefined when there are none. */
export function findCircle(sessions: readonly ProblemSession[]): string[] | undefined {
  // What comes after nothing that is left is taken away until there is no such session (Kahn,
  // Topological sorting of large networks, 1962): what stays is on a circle, or comes after one.
  const left = new Map(sessions.map(({ id, after }) => [id, new Set(after)]));
  const followers = new Map<string, string[]>(sessions.map(({ id }) => [id, []]));
  for (const { id, after = [] } of sessions) for (const other of after) followers.get(other)?.push(id);
  const free = [...left].filter(([, after]) => after.size === 0).map(([id]) => id);
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    left.delete(id);
    for (const follower of followers.get(id) ?? []) {
      const waitsFor = left.get(follower);
      if (waitsFor?.delete(id) && waitsFor.size === 0) free.push(follower);
    }
  }
  const way: string[] = [];
  const met = new Set<string>();
  let [id] = left.keys();
  for (; id !== undefined && !met.has(id); [id] = left.get(id) ?? []) {
    met.add(id);
    way.push(id);
  }
  return id === undefined ? undefined : [...way.slice(way.indexOf(id)), id];
}
