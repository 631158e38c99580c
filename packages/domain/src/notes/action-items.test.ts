import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemLines, readActionItems, tickedText } from './action-items.ts';
import { decisionsIn, linesSaid, withSigns } from './notes.ts';

const PEOPLE = [
  { id: 'a', name: 'Jonas Weber' },
  { id: 'b', name: 'Mei Lin' },
  { id: 'c', name: 'Mei Tanaka' },
  { id: 'd', name: 'Tomás Ferreira' },
];

const read = (line: string) => {
  const [item] = readActionItems(line, PEOPLE);
  return item && [item.what, item.ownerId, item.ownerName, item.due, item.done];
};

describe('an action item', () => {
  it.each([
    [
      '- [ ] write the guide @Jonas Weber due 2026-12-01',
      ['write the guide', 'a', 'Jonas Weber', '2026-12-01', false],
    ],
    [
      '- [x] write the guide @jonas, due: 2026-12-01',
      ['write the guide', 'a', 'Jonas Weber', '2026-12-01', true],
    ],
    ['* [X] @jonas weber writes the guide', ['writes the guide', 'a', 'Jonas Weber', null, true]],
    ['1. [] ask around (due 2026-12-01)', ['ask around', null, '', '2026-12-01', false]],
    [
      '  - [ ] Protokoll schicken @Tomás Ferreira bis 1.12.2026',
      ['Protokoll schicken', 'd', 'Tomás Ferreira', '2026-12-01', false],
    ],
    ['- [ ] call @Grace Hopper about it', ['call about it', null, 'Grace Hopper', null, false]],
    ['- [ ] call @grace about it', ['call about it', null, 'grace', null, false]],
    ['- [ ] ask @Mei', ['ask', null, 'Mei', null, false]], // two have that name: nobody is guessed
    ['- [ ] ask @Mei Lin.', ['ask', 'b', 'Mei Lin', null, false]],
    ['- [ ] mail security@example.org', ['mail security@example.org', null, '', null, false]],
    ['- [ ] pay by 2026-02-31', ['pay by 2026-02-31', null, '', null, false]], // no such day: it stays as written
    ['- [ ] <script>alert(1)</script>', ['<script>alert(1)</script>', null, '', null, false]],
  ])('is read from %s', (line, expected) => {
    expect(read(line)).toEqual(expected);
  });

  it.each(['- write the guide', '[ ] write', '- [ ]', '- [ ] ', '- [y] no', '-[ ] no'])(
    'is not: %s',
    (line) => {
      expect(readActionItems(line, PEOPLE)).toEqual([]);
    },
  );

  it('is not in code', () => {
    expect(itemLines('- [ ] a\n```\n- [ ] b\n```\n- [x] c')).toEqual(['- [ ] a', '- [x] c']);
  });

  it('is ticked in its line, and nothing else changes', () => {
    const text = '# A\n- [ ] one\n```\n- [ ] code\n```\n- [] two [ ] @x\n';
    expect(tickedText(text, 1, true)).toBe('# A\n- [ ] one\n```\n- [ ] code\n```\n- [x] two [ ] @x\n');
    expect(tickedText(text, 2, true)).toBeNull();
  });

  it('of any text: ticking and clearing gives back the items, and no item is lost', () => {
    const line = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replaceAll(/[\n\r]/g, ' ')),
      fc.string({ maxLength: 20 }).map((text) => `- [ ] ${text.replaceAll(/[\n\r]/g, ' ')}`),
      fc.constantFrom('```', '~~~', '- [x] done @Mei Lin due 2026-01-02'),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = lines.join('\n');
        const items = readActionItems(text, PEOPLE);
        items.forEach((item, position) => {
          const ticked = tickedText(text, position, !item.done) ?? '';
          expect(readActionItems(ticked, PEOPLE)).toEqual(
            items.map((one, index) => (index === position ? { ...one, done: !one.done } : one)),
          );
        });
      }),
    );
  });
});

describe('notes', () => {
  it('say something when there is more than headings', () => {
    expect([linesSaid(''), linesSaid('## Decisions\n\n## Action items\n'), linesSaid('# A\nb\n\nc')]).toEqual(
      [0, 0, 2],
    );
  });

  it('have decisions below headings for them, in both languages', () => {
    const text =
      '# Talk\n- no\n## Decisions\n- We ship\n- [ ] not this\n* We\nwait\n\n1. Three\n\nA paragraph\non two lines.\n## Next\n- no\n## Entscheidungen\nJa.\n```\n## Decisions\n- code\n```';
    expect(decisionsIn(text)).toEqual(['We ship', 'We wait', 'Three', 'A paragraph on two lines.', 'Ja.']);
  });

  it('show boxes as signs, except in code', () => {
    expect(withSigns('- [ ] a\n- [x] b [x]\n```\n- [ ] c\n```')).toBe('- ☐ a\n- ☑ b [x]\n```\n- [ ] c\n```');
  });
});
