import { z } from 'zod';
import { id, line, text } from '../kernel/fields.ts';
import { slugWords } from '../kernel/slug-words.ts';
import { alternativeText } from '../pictures/picture.ts';
import { normaliseTags, TAG_LENGTH } from '../text/tags.ts';

export const POST_KINDS = ['announcement', 'interview', 'report', 'article'] as const;
export type PostKind = (typeof POST_KINDS)[number];

export const TITLE_LENGTH = 160;
export const BODY_LENGTH = 100_000;
const SLUG_LENGTH = 80;

/** What a writer fills in; the address is made of the title when none is given. */
export const postFields = {
  title: line(TITLE_LENGTH),
  body: text(BODY_LENGTH),
  kind: z.enum(POST_KINDS).default('article'),
  tags: z.array(line(TAG_LENGTH)).max(50).default([]).transform(normaliseTags),
};

/** The picture that a post begins with. */
export const leadFields = {
  leadPicture: id.nullable().default(null),
  leadAlt: alternativeText,
  leadDecorative: z.boolean().default(false),
};

/** The part of a post's address that is made of its title; `post` when nothing of it can be used. */
export function slugOf(title: string): string {
  return slugWords(title, SLUG_LENGTH) || 'post';
}
