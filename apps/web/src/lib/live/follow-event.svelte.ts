import { refreshAll } from '$app/navigation';
import { untrack } from 'svelte';
import { Followed } from './followed.svelte.ts';

const FRAME = ['announcement.', 'event.'];

interface Loaded<T> {
  readonly event: { readonly slug: string };
  readonly liveFrom: number;
  readonly state: T;
}

/**
 * What a page of an event shows and follows: `/<slug>/<name>/state` is asked for when one of the kinds
 * in `hears` has happened, so that a thousand open pages ask for one small answer that is the same for
 * all. What frames the page, as announcements do, is loaded again when that has changed.
 */
export function followEvent<T extends { readonly now: string }>(
  name: string,
  hears: readonly string[],
  loaded: () => Loaded<T>,
): Followed<T> {
  const { slug } = untrack(() => loaded().event);
  const first = untrack(() => loaded().state);
  const onChange = (kind: string): void => {
    if (FRAME.some((prefix) => kind.startsWith(prefix))) void refreshAll();
  };
  const followed = new Followed(`/${slug}/${name}`, first, { live: `/${slug}/live`, hears, onChange });
  $effect(() => {
    const { state } = loaded();
    if (state !== first) followed.take(state); // the first may be from yesterday, kept on the device
  });
  $effect(() => followed.follow(untrack(() => loaded().liveFrom)));
  return followed;
}
