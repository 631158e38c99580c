/** What the fields of the form for a picture are called. */
export const PICTURE_FIELDS = {
  file: 'picture',
  /** No control: a browser with script draws it and sends it along. */
  small: 'pictureSmall',
  alt: 'alt',
  decorative: 'decorative',
} as const;
/** And those of a post's lead picture. */
export const LEAD_FIELDS = {
  file: 'leadFile',
  small: 'leadFileSmall',
  alt: 'leadAlt',
  decorative: 'leadDecorative',
} as const;

/** As the domain says it, which the browser does not know: `picture-fields.test.ts` compares. */
export const LARGEST_PICTURE = 1_900_000;
export const SMALL_SIDE = 640;
export const PICTURE_TYPES = 'image/jpeg,image/png,image/webp,image/gif,image/avif';
