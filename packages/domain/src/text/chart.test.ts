import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartBlock, chartHtml } from './chart.ts';
import { plainExcerpt, renderMarkdown } from './markdown.ts';

describe('a chart in a text', () => {
  const block = chartBlock(
    ['Topic', 'Sessions', 'Hours'],
    [
      ['Boards | <b>more</b>', '3', '4.5'],
      ['Schedulers', '1', '0,5'],
    ],
  );

  it('is a table that ends with a bar for each number', () => {
    expect(block).toBe(
      '```chart\nTopic | Sessions | Hours\nBoards \\| <b>more</b> | 3 | 4.5\nSchedulers | 1 | 0,5\n```',
    );
    expect(renderMarkdown(block)).toBe(
      [
        '<table class="chart">',
        '<thead>',
        '<tr><th scope="col">Topic</th><th scope="col">Sessions</th><th scope="col">Hours</th><td></td></tr>',
        '</thead>',
        '<tbody>',
        '<tr><th scope="row">Boards | &lt;b&gt;more&lt;/b&gt;</th><td>3</td><td>4.5</td><td><progress max="4.5" value="4.5" aria-hidden="true"></progress></td></tr>',
        '<tr><th scope="row">Schedulers</th><td>1</td><td>0,5</td><td><progress max="4.5" value="0.5" aria-hidden="true"></progress></td></tr>',
        '</tbody>',
        '</table>\n',
      ].join('\n'),
    );
    expect(plainExcerpt(`Who came.\n\n${block}\n\nThanks.`, 100)).toBe('Who came. Thanks.');
  });

  it('has bars where all numbers are nothing', () => {
    expect(chartHtml('Week | Requests\n1 May | 0')).toContain('<progress max="1" value="0"');
  });

  it.each([
    ['without lines', 'Topic | Hours'],
    ['with one column', 'Hours\n3'],
    ['with a line of fewer columns', 'Topic | Sessions | Hours\nBoards | 3'],
    ['with a word for a number', 'Topic | Hours\nBoards | many'],
    ['with a number below nothing', 'Topic | Hours\nBoards | -3'],
    ['with a number that says nothing', 'Topic | Hours\nBoards | NaN'],
    ['of more lines than anybody looks at', `Day | Hours\n${'one | 1\n'.repeat(201)}`],
  ])('%s stays as it is written', (_, source) => {
    expect(chartHtml(source)).toBeNull();
    expect(renderMarkdown(`\`\`\`chart\n${source}\n\`\`\``)).toMatch(/^<pre><code>/);
  });

  it('cannot become script, and loses no line, whatever the labels are', () => {
    const label = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('"><img src=x onerror=a()>', '```', '\\|', '|||'),
    );
    const rows = fc.array(fc.tuple(label, fc.nat(1000)), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(rows, (all) => {
        const html = renderMarkdown(
          chartBlock(
            ['Topic', 'Hours'],
            all.map(([name, value]) => [name, String(value)]),
          ),
        );
        expect(html.match(/<progress /g)).toHaveLength(all.length);
        expect(html.match(/<[^>]*\son/g)).toBeNull();
        expect(html).not.toMatch(/<(img|script)/);
      }),
    );
  });
});
