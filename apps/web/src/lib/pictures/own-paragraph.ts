/** Some Markdown as a paragraph of its own, between what stands before and behind it. */
export function ownParagraph(before: string, markdown: string, behind: string): string {
  const above = before === '' ? '' : '\n'.repeat(2 - breaksIn(/\n{0,2}$/, before));
  const below = behind === '' ? '\n' : '\n'.repeat(2 - breaksIn(/^\n{0,2}/, behind));
  return `${above}${markdown}${below}`;
}

function breaksIn(where: RegExp, text: string): number {
  return where.exec(text)?.[0].length ?? 0;
}
