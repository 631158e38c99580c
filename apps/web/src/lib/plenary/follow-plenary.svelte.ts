import { untrack } from 'svelte';
import { Followed } from '#lib/live/followed.svelte.ts';
import type { PlenaryState } from './plenary-state.ts';

/** A plenary as a page follows it: what the stream says, and what the page's own forms bring back. */
export function followPlenary<T extends PlenaryState>(
  path: string,
  loaded: () => { readonly state: T; readonly liveFrom: number },
): Followed<T> {
  const plenary = new Followed(
    path,
    untrack(() => loaded().state),
  );
  $effect(() => plenary.take(loaded().state));
  $effect(() => plenary.follow(untrack(() => loaded().liveFrom)));
  return plenary;
}
