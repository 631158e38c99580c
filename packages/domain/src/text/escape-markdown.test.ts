import fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapeMarkdown, linkTarget } from './escape-markdown.ts';
import { renderMarkdown } from './markdown.ts';

/** What a reader sees of some HTML. */
function seen(html: string): string {
  const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:lt|gt|quot|amp);/g, (entity) => entities[entity] ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const signs = fc.string({ unit: fc.constantFrom(...'\\`*_[]()<>|~&;#!-+=:1.)"\' abA/') });

it.each([
  ['in a sentence', (markdown: string) => `So: ${markdown}`],
  ['in a list', (markdown: string) => `- So: ${markdown}\n- ${markdown}`],
  ['as the words of a link', (markdown: string) => `[So: ${markdown}](/x)`],
  ['in a table', (markdown: string) => `| So | : |\n| --- | --- |\n| ${markdown} | x |`],
])('a name that is escaped is read as it was written, %s', (_, place) => {
  fc.assert(
    fc.property(signs, (name) => {
      const plain = name.replaceAll(/\s+/g, ' ').trim();
      const around = seen(renderMarkdown(place('PLAIN')));
      expect(seen(renderMarkdown(place(escapeMarkdown(name))))).toBe(
        around.replaceAll('PLAIN', plain).replaceAll(/\s+/g, ' ').trim(),
      );
    }),
    { numRuns: 500 },
  );
});

it('leaves what means nothing as it is', () => {
  expect(escapeMarkdown('max_open_files (and more), 2. try: a < b & c - d! C++ #3')).toBe(
    'max_open_files (and more), 2. try: a < b & c - d! C++ #3',
  );
});

it('an address with any sign stays one target', () => {
  const html = renderMarkdown(`[x](${linkTarget('https://example.org/a>b)<c\\d')}) end`);
  expect(html).toBe(
    '<p><a href="https://example.org/a%3Eb)%3Cc%5Cd" rel="nofollow noopener">x</a> end</p>\n',
  );
});
