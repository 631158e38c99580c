export const MOST_TAGS = 12;
export const TAG_LENGTH = 40;

/** Tags as they are kept: lower case, words joined by hyphens, each once, in the order given, at most twelve. */
export function normaliseTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map(tagOf).filter(Boolean))].slice(0, MOST_TAGS);
}

/** `Live Patching!` becomes `live-patching`; letters of every script stay. */
function tagOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}+#.]+/gu, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, TAG_LENGTH);
}
