import type { ShownPicture } from '@plenary/domain/pictures/picture.ts';

/** What a browser chooses from; undefined: there is nothing to choose. */
export function srcsetOf({ address, width, small }: ShownPicture): string | undefined {
  return small ? `${small.address} ${small.width}w, ${address} ${width}w` : undefined;
}
