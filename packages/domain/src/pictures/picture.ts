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

const ALT_LENGTH = 300;
export const alternativeText = optionalLine(ALT_LENGTH);

/** A picture as pages show it. */
export interface ShownPicture {
  /** Its path on this site. */
  readonly address: string;
  /** Pixels, as it is seen. */
  readonly width: number;
  readonly height: number;
}

interface Measured {
  readonly id: Id;
  readonly width: number;
  readonly height: number;
}

/**
 * Where a picture is shown. Its measures are part of the address, so that every text that names it knows
 * how much room it takes: `renderMarkdown` asks no database.
 */
export function pictureAddress({ id, width, height }: Measured): string {
  return `/pictures/${id}-${width}x${height}`;
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
