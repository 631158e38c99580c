import { describe, expect, it } from 'vitest';
import { processorTime } from '../testing/processor-time.ts';
import { pageNamesIn, plainExcerpt, renderMarkdown, type FindPage } from './markdown.ts';

const findPage: FindPage = (name) =>
  name === 'Live Patching'
    ? { href: '/projects/live-patching' }
    : {
        href: `/projects/new?name=${encodeURIComponent(name)}`,
        missing: { title: 'Nobody has written this page' },
      };
const render = (source: string) => renderMarkdown(source, { firstHeading: 2, findPage });

describe('links between pages by name', () => {
  it('lead to the page, or to writing it, marked', () => {
    expect(render('See [[Live Patching]] and [[Live Patching|how we *patch*]].')).toBe(
      '<p>See <a href="/projects/live-patching" rel="nofollow noopener">Live Patching</a> and ' +
        '<a href="/projects/live-patching" rel="nofollow noopener">how we *patch*</a>.</p>\n',
    );
    expect(render('[[A & B]]')).toBe(
      '<p><a href="/projects/new?name=A%20%26%20B" class="missing" title="Nobody has written this page" rel="nofollow noopener">A &amp; B</a></p>\n',
    );
  });

  it('are names only outside code, on one line, in texts whose caller knows pages', () => {
    const source =
      '`[[Code]]` [[ ]] [[a\nb]] [[[Nested]]] [[One]] [[One|again]] [x [[Inside]] y](https://example.org)';
    expect(pageNamesIn(source)).toEqual(['Nested', 'One', 'Inside']);
    expect(render('[x [[Inside]] y](https://example.org)')).not.toMatch(/<a [^>]*>(?:(?!<\/a>).)*<a /);
    expect(renderMarkdown('[[Live Patching]]')).toBe('<p>[[Live Patching]]</p>\n');
    expect(plainExcerpt('[[Live Patching|Patching]] now', 80, () => null)).toBe('Patching now');
  });

  it('cannot become script, whatever the name is', () => {
    for (const name of [
      '<script>alert(1)</script>',
      '" onmouseover="alert(1)',
      'javascript:alert(1)',
      "'><img src=x>",
    ]) {
      const html = render(`[[${name}]] [[x|${name}]]`);
      expect(html).not.toMatch(/<script|<img|<a [^>]*\sonmouseover=|href="javascript/);
    }
    const started = processorTime();
    render('[['.repeat(50_000));
    expect(processorTime() - started).toBeLessThan(20_000);
  });
});
