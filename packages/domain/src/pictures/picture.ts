import { wrongField } from '../kernel/errors.ts';
import { optionalLine } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';

/** Types by content, and the ending each gets. SVG is not among them: it is a page that can run script. */
export const PICTURE_TYPES = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
} as const;
export type PictureType = keyof typeof PICTURE_TYPES;

/** Bytes: what a form can carry, whose limit is two megabytes. */
export const LARGEST_PICTURE = 1_900_000;
/** What a browser can unpack without harm; a photo of a good camera has half of it. */
export const MOST_PIXELS = 50_000_000;

/** Pixels on the longer side of the version for lists: what a card shows on a sharp screen. */
export const SMALL_SIDE = 640;

const ALT_LENGTH = 300;
export const alternativeText = optionalLine(ALT_LENGTH);

/** Pixels, as it is seen. */
interface Measures {
  readonly width: number;
  readonly height: number;
}

interface AtAddress extends Measures {
  /** Its path on this site. */
  readonly address: string;
}

/** A picture as pages show it. */
export interface ShownPicture extends AtAddress {
  /** The same for lists. */
  readonly small: AtAddress | null;
}

interface Measured extends Measures {
  readonly id: Id;
  readonly small: Measures | null;
}

/**
 * Where a picture is shown. Its measures, and those of its small version, are part of the address, so that every text that
 * names it knows how much room it takes and what else there is of it: `renderMarkdown` asks no database.
 */
export function pictureAddress({ small, ...picture }: Measured): string {
  return small ? `${plainAddress(picture)}-${small.width}x${small.height}` : plainAddress(picture);
}

/** Where its small version is, if it has one. */
export function smallAddress({ id, small }: Measured): string | null {
  return small && plainAddress({ id, ...small });
}

function plainAddress({ id, width, height }: Omit<Measured, 'small'>): string {
  return `/pictures/${id}-${width}x${height}`;
}

/** As it is kept. */
interface PictureRow extends Measures {
  readonly id: Id;
  readonly small_width: number | null;
  readonly small_height: number | null;
}

/** A row with both versions' measures. */
export function measured({ id, width, height, small_width, small_height }: PictureRow): Measured {
  const small =
    small_width === null || small_height === null ? null : { width: small_width, height: small_height };
  return { id, width, height, small };
}

export function shownPicture(row: PictureRow): ShownPicture {
  const picture = measured(row);
  const { id, width, height, small } = picture;
  return {
    ...{ address: pictureAddress(picture), width, height },
    small: small && { ...small, address: plainAddress({ id, ...small }) },
  };
}

interface Looked extends Measures {
  readonly bytes: { readonly length: number };
  readonly moves: boolean;
}

/**
 * Whether a picture may stand for another one in lists: small enough, smaller in every way, of the same proportions but for
 * rounding, and both stand still. What it shows nobody looks at: its sender chooses that of the other one as well.
 */
export function isSmallOf(small: Looked, whole: Looked): boolean {
  const [side, from] = [longest(small), longest(whole)];
  const isOff = (one: number, of: number) => Math.abs(one - (of * side) / from) > 1;
  return (
    !small.moves &&
    !whole.moves &&
    side <= SMALL_SIDE &&
    side < from &&
    small.bytes.length < whole.bytes.length &&
    !isOff(small.width, whole.width) &&
    !isOff(small.height, whole.height)
  );
}

function longest({ width, height }: Measures): number {
  return Math.max(width, height);
}

/** What stands in a text for a picture. */
export function pictureMarkdown(picture: Measured & { readonly alt: string }): string {
  return `![${picture.alt.replaceAll(/[\\[\]*_`<>]/g, '\\$&')}](${pictureAddress(picture)})`;
}

/** Whoever does not see a picture reads what it shows; only a decoration shows nothing. */
export function requireAlternative(
  { alt, decorative }: { readonly alt: string; readonly decorative: boolean },
  field: string,
): void {
  if (alt === '' && !decorative)
    throw wrongField(field, 'no-alternative', 'Say what the picture shows, or that it is only decoration.');
}
