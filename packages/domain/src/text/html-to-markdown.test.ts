import fc from 'fast-check';
import { expect, it } from 'vitest';
import { processorTime } from '../testing/processor-time.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';
import { renderMarkdown } from './markdown.ts';

it.each([
  ['<p>One <b>bold</b>, <em>leaning </em>word.</p><p>Two</p>', 'One **bold**, *leaning* word.\n\nTwo'],
  ['First.\n\nSecond,\nsame line.<br>Third', 'First.\n\nSecond, same line.\\\nThird'],
  ['<!-- wp:heading --><h2 class="x">What &amp; why</h2><!-- /wp:heading -->', '## What & why'],
  ['<a href="https://example.org/a?b=1&amp;c=2">the page</a>', '[the page](<https://example.org/a?b=1&c=2>)'],
  ['<a href="javascript:alert(1)">click</a> <a href="data:text/html,x">me</a>', 'click me'],
  ['<img src="https://example.org/p.png" alt="A [board]">', '![A \\[board\\]](<https://example.org/p.png>)'],
  ['<ul><li>one<ul><li>deep</li></ul></li><li><p>two</p></li></ul>', '- one\n\n  - deep\n- two'],
  ['<ol start="3"><li>three</li><li>four</li></ol>', '3. three\n4. four'],
  ['<blockquote><p>They said</p><p>this</p></blockquote>', '> They said\n>\n> this'],
  ['<pre><code>if (a &lt; b) {\n  ```\n}</code></pre>', '````\nif (a < b) {\n  ```\n}\n````'],
  ['use <code>a`b</code> and <code> x </code>', 'use ``a`b`` and `x`'],
  [
    '<table><thead><tr><th>Name</th><th>a|b</th></tr></thead><tbody><tr><td>x</td></tr></tbody></table>',
    '| Name | a\\|b |\n| --- | --- |\n| x |  |',
  ],
  ['a<script>alert(1)</script><style>b{}</style><form><p>c</p></form>d', 'a\n\nd'],
  ['<iframe src="https://video.example/1"></iframe>', '[https://video.example/1](<https://video.example/1>)'],
  ['<div>1. no list</div><div># no heading</div>', '1\\. no list\n\n\\# no heading'],
  [
    '<hr/><figure><img src="/a.png" alt=""><figcaption>Us</figcaption></figure>',
    '---\n\n![](</a.png>)\n\nUs',
  ],
  ['<p>not closed <b>at all', 'not closed **at all**'],
  ['', ''],
])('%j becomes %j', (html, markdown) => {
  expect(htmlToMarkdown(html)).toBe(markdown);
});

it('whatever is written, nothing of it runs, and it takes no long time', () => {
  const pieces = fc.constantFrom(
    ...[
      '<b>',
      '</b>',
      '<p>',
      '</p>',
      '<ul><li>',
      '</li></ul>',
      '<a href="javascript:x">',
      '</a>',
      '<script>',
    ],
    ...[
      '</script>',
      '<img src=x onerror=alert(1)>',
      '<',
      '>',
      '`',
      '*',
      '[x](javascript:y)',
      '\n\n',
      'word',
      '<pre>',
    ],
    ...['<table><tr><td>', '&lt;script&gt;', '<svg onload=z>', '<br>', '<blockquote>', '</blockquote>', '\\'],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (html) => {
      const rendered = renderMarkdown(htmlToMarkdown(html.join('')));
      expect(rendered).not.toMatch(
        /<(?:script|svg|img|iframe|style)|<[^>]*\shref="(?!https?:|mailto:)|<[^>]*\son\w+=/i,
      );
    }),
  );
  const began = processorTime();
  for (const one of ['<div>', '<ul><li>', '<b>', '<blockquote>', '<table><tr><td>', '<p>*_`[', '&amp;<'])
    htmlToMarkdown(one.repeat(20_000));
  expect(processorTime() - began).toBeLessThan(5000);
  expect(htmlToMarkdown(`${'<div>'.repeat(20_000)}words`)).toBe('words');
});
