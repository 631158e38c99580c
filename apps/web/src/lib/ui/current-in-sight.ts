import type { Attachment } from 'svelte/attachments';

/**
 * Keeps what is current in sight in a list that scrolls sideways on a phone. Give it the path, so that
 * it looks again when that changes. Only the list moves: the page stays where it is.
 */
export function currentInSight(_path: string): Attachment<HTMLElement> {
  return (list) => {
    const current = list.querySelector<HTMLElement>('[aria-current]');
    if (!current) return;
    const { left, width } = current.getBoundingClientRect();
    const middle = left + width / 2 - list.getBoundingClientRect().left;
    list.scrollLeft += middle - list.clientWidth / 2;
  };
}
