import { z } from 'zod';
import { line, text } from '../kernel/fields.ts';
import { slugWords } from '../kernel/slug-words.ts';

export const POST_KINDS = ['announcement', 'interview', 'report', 'article'] as const;
export type PostKind = (typeof POST_KINDS)[number];

export const MOST_TAGS = 12;
const TAG_LENGTH = 40;
const TITLE_LENGTH = 160;
const BODY_LENGTH = 100_000;
const SLUG_LENGTH = 80;

/** What a writer fills in; the address is made of the title when none is given. */
export const postFields = {
  title: line(TITLE_LENGTH),
  body: text(BODY_LENGTH),
  kind: z.enum(POST_KINDS).default('article'),
  tags: z.array(line(TAG_LENGTH)).max(50).default([]).transform(normaliseTags),
};

/** Tags as they are kept: lower case, words joined by hyphens, each once, in the order given, at most twelve. */
export function normaliseTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map(tagOf).filter(Boolean))].slice(0, MOST_TAGS);
}

/** `Live Patching!` becomes `live-patching`; letters of every script stay. */
export function tagOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}+#.]+/gu, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, TAG_LENGTH);
}

/** The part of a post's address that is made of its title; `post` when nothing of it can be used. */
export function slugOf(title: string): string {
  return slugWords(title, SLUG_LENGTH) || 'post';
}
